package dev.lockgate.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.schema.Dependencies;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.testkit.EachMajor;
import dev.lockgate.testkit.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DependenciesIT {
  @EachMajor
  void what_needs_what_is_read_for_every_kind(Major major) throws Exception {
    var edges = edges(EveryKind.on(major).read());

    assertThat(edges).containsAll(expected("dependencies.txt"));
  }

  @EachMajor
  void columns_are_told_apart(Major major) throws Exception {
    var server = PostgresServer.of(major);
    var database = server.freshDatabase();
    server.execute(
        database,
        "create table t (a int primary key, b text, c text)",
        "create view v as select a, b from t",
        "create view grouped as select a, c from t group by a",
        "create index i on t (c)",
        "create policy p on t using (c <> '')");

    var dependencies = CatalogReaderIT.read(server, database).dependencies();
    var column = id("column", "public.t.b");

    assertThat(dependencies.of(id("view", "public.v"))).contains(column);
    assertThat(dependencies.of(id("index", "public.i")))
        .containsExactly(id("column", "public.t.c"));
    assertThat(dependencies.of(id("view", "public.grouped")))
        .contains(id("constraint", "t_pkey on public.t"), id("column", "public.t.c"));
  }

  @EachMajor
  void only_a_sequence_and_its_column_may_need_each_other(Major major) throws Exception {
    var dependencies = EveryKind.on(major).read().dependencies();

    assertThat(dependencies.all().keySet())
        .allMatch(id ->
            dependencies.of(id).stream()
                .filter(need -> dependencies.of(need).contains(id))
                .allMatch(need -> id.kind() == Kind.SEQUENCE || need.kind() == Kind.SEQUENCE));
  }

  @Test
  void dependencies_are_no_part_of_equality_or_of_digests() throws Exception {
    var snapshot = EveryKind.on(Major.V17).read();
    var bare = snapshot.with(Dependencies.none());

    assertThat(snapshot.dependencies().all()).isNotEmpty();
    assertThat(bare).isEqualTo(snapshot).hasSameHashCodeAs(snapshot);
    assertThat(bare.digest()).isEqualTo(snapshot.digest());
  }

  private static ObjectId id(String kind, String identity) {
    return new ObjectId(Kind.of(kind), identity);
  }

  private static Set<String> edges(SchemaSnapshot snapshot) {
    var edges = new TreeSet<String>();
    snapshot
        .dependencies()
        .all()
        .forEach((id, needs) -> needs.forEach(need -> edges.add(id + " -> " + need)));
    return edges;
  }

  private static List<String> expected(String file) throws Exception {
    try (var in = DependenciesIT.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(Predicate.not(String::isBlank))
          .toList();
    }
  }
}
