package dev.lockgate.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServersIT {
  @ParameterizedTest
  @ValueSource(ints = {14, 15, 16, 17, 18})
  void a_server_of_each_major_starts_from_its_data_folder_with_every_extension_it_offers(int major)
      throws IOException, InterruptedException {
    try (var server = UnpackedServer.start(major)) {
      assertThat(server.sql("show server_version")).startsWith(major + ".");
      assertThat(server.sql("show server_encoding")).isEqualTo("UTF8");
      assertThat(
              server.sql(
                  "select datcollate || ' ' || datctype from pg_database where datname = 'template0'"))
          .isEqualTo("C.UTF-8 C.UTF-8");
      assertThat(server.sql("show timezone")).isEqualTo("UTC");
      assertThat(server.sql("select rolname from pg_roles where rolsuper")).isEqualTo("postgres");

      server.sql(
          """
          do $$ declare extension text;
          begin
            for extension in select name from pg_available_extensions order by name loop
              execute format('create extension if not exists %I cascade', extension);
            end loop;
          end $$
          """);

      assertThat(server.sql("select extname from pg_extension").lines())
          .contains("pg_trgm", "hstore", "uuid-ossp", "pgcrypto", "citext", "ltree", "btree_gist");
      assertThat(server.sql("select lanname from pg_language where not lanpltrusted").lines())
          .containsExactlyInAnyOrder("internal", "c");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 18})
  void pgvector_searches_where_debian_has_it(int major) throws IOException, InterruptedException {
    try (var server = UnpackedServer.start(major)) {
      server.sql("create extension vector");
      server.sql("create table item (id int, place vector(3))");
      server.sql("insert into item values (1, '[1,2,3]'), (2, '[7,8,9]')");
      server.sql("create index on item using hnsw (place vector_l2_ops)");

      assertThat(server.sql("select id from item order by place <-> '[7,8,8]' limit 1"))
          .isEqualTo("2");
    }
  }

  @Test
  void a_client_dumps_servers_of_its_own_major_and_older_ones()
      throws IOException, InterruptedException {
    try (var server = UnpackedServer.start(15)) {
      server.sql("create table boat (name text)");
      for (var client : List.of(15, 17, 18)) {
        assertThat(server.dump(client)).contains("CREATE TABLE public.boat");
      }
    }
  }

  @Test
  void no_client_no_initdb_and_no_untrusted_language_is_shipped() throws IOException {
    for (int major : IntStream.rangeClosed(14, 18).toArray()) {
      var folder = UnpackedServer.unpack(major);
      try (var files = Files.walk(folder)) {
        var names = new ArrayList<String>();
        files.map(each -> folder.relativize(each).toString()).forEach(names::add);

        assertThat(names)
            .filteredOn(name -> name.startsWith("bin/"))
            .containsExactly("bin/postgres");
        assertThat(names).noneMatch(name -> name.matches(".*(plperl|plpython|pltcl).*"));
      } finally {
        Trees.delete(folder);
      }
    }
  }
}
