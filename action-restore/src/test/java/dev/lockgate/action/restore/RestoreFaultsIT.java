package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.clients.store.ManifestJson;
import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.testkit.EachMajor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreFaultsIT {
  @TempDir Path workspace;

  @Test
  void a_flipped_bit_is_found_wherever_it_is_before_the_target_is_touched() throws IOException {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    var archive = workspace.resolve(Bench.output(bench.backup(shop), "backup-path"));
    var whole = Files.readAllBytes(archive);
    var random = new Random(42);
    for (int flip = 0; flip < 12; flip++) {
      var damaged = whole.clone();
      var at = flip == 0 ? 0 : flip == 1 ? whole.length - 1 : random.nextInt(whole.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(archive, damaged);

      assertDamaged(bench, shop);
    }
  }

  @Test
  void a_database_that_is_replaced_while_the_backup_loads_is_told_as_that() {
    var bench = new Bench(Major.V17, workspace);
    var database = bench.server.freshDatabase();
    bench.server.execute(database, "create table t as select 1 as one");
    bench.backup(database);
    bench.heard =
        line -> {
          if (line.startsWith("Loading with")) {
            bench.server.execute(
                "postgres",
                "drop database " + database + " with (force)",
                "create database " + database);
          }
        };

    var failure = catchThrowableOfType(StepFailure.class, () -> bench.restored(database));

    assertThat(failure.code()).isEqualTo("database-replaced-meanwhile");
    assertThat(bench.databases()).noneMatch(name -> name.startsWith(database + "_restore_"));
  }

  @Test
  void a_cut_a_longer_and_a_swapped_archive_are_found_before_the_target_is_touched()
      throws IOException {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    var other =
        Files.readAllBytes(workspace.resolve(Bench.output(bench.backup(shop), "backup-path")));
    bench.server.execute(shop, "delete from shop.orders where id < 50");
    var archive = workspace.resolve(Bench.output(bench.backup(shop), "backup-path"));
    var whole = Files.readAllBytes(archive);

    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      Files.write(archive, Arrays.copyOf(whole, length));
      assertDamaged(bench, shop);
    }
    Files.write(archive, Arrays.copyOf(whole, whole.length + 1));
    assertDamaged(bench, shop);
    Files.write(archive, other);
    assertDamaged(bench, shop);
  }

  private static void assertDamaged(Bench bench, String shop) {
    var failure = bench.fails(shop);
    assertThat(failure.code()).isEqualTo("archive-damaged");
    assertThat(failure.remedy()).startsWith("Nothing was changed.");
  }

  @Test
  void a_manifest_of_another_backup_is_found_before_the_target_is_touched() throws IOException {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    var first = workspace.resolve(Bench.output(bench.backup(shop), "manifest-path"));
    var second = workspace.resolve(Bench.output(bench.backup(shop), "manifest-path"));
    Files.write(second, Files.readAllBytes(first));

    var failure = bench.fails(shop);

    assertThat(failure.code()).isEqualTo("manifest-damaged");
  }

  @Test
  void rows_that_differ_from_the_manifest_stop_the_restore_and_nothing_is_left_of_it()
      throws IOException {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    var file = workspace.resolve(Bench.output(bench.backup(shop), "manifest-path"));
    Files.writeString(
        file, ManifestJson.write(oneRowMore(ManifestJson.read(Files.readString(file)))));

    var failure = bench.fails(shop);

    assertThat(failure.code()).isEqualTo("restored-data-differs");
    assertThat(failure)
        .hasMessageContaining("table shop.orders: 3001 in the manifest, 3000 restored");
    assertThat(failure.remedy()).startsWith("The live database was not changed");
  }

  private static Manifest oneRowMore(Manifest m) {
    var c = m.contents();
    var tables =
        c.tables().stream()
            .map(t ->
                t.name().equals("orders")
                    ? new Contents.TableRows(t.schema(), t.name(), t.rows() + 1)
                    : t)
            .toList();
    var contents =
        new Contents(
            tables,
            c.leftOut(),
            c.sequences(),
            c.extensions(),
            c.views(),
            c.largeObjects(),
            c.owners(),
            c.grantees(),
            c.histories(),
            c.oddities());
    return new Manifest(
        m.format(),
        m.id(),
        m.kind(),
        m.level(),
        m.began(),
        m.ended(),
        m.server(),
        m.schemas(),
        m.archive(),
        contents,
        m.schema(),
        m.origin());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with \"quotes\" and 'more'",
        "new\nline; drop database x",
        "ünï 名前 %41 \\ $1",
        "sixty three bytes long: 0123456789 0123456789 0123456789 01234",
        "-flag"
      })
  void a_database_of_any_name_can_be_backed_up_and_restored(String name) {
    var bench = new Bench(Major.V17, workspace);
    var quoted = '"' + name.replace("\"", "\"\"") + '"';
    bench.server.execute("postgres", "create database " + quoted);
    try {
      bench.server.execute(name, "create table t as select 1 as one");
      bench.backup(name);
      bench.server.execute(name, "drop table t");

      var report = bench.restored(name);

      assertThat(bench.server.value(name, "select one from t")).isEqualTo("1");
      bench.server.execute("postgres", Bench.output(report, "undo").split(";\n"));
      assertThat(bench.server.rows(name, "select * from pg_tables where tablename = 't'"))
          .isEmpty();
    } finally {
      bench.server.execute("postgres", "drop database " + quoted + " with (force)");
    }
  }

  @Test
  void sessions_of_the_application_are_ended_by_the_swap() throws SQLException {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    bench.backup(shop);
    try (var application = bench.server.connect(shop)) {
      bench.restored(shop);

      assertThat(application.isValid(5)).isFalse();
    }
    assertThat(bench.server.value(shop, "select count(*) from shop.orders")).isEqualTo("3000");
  }

  @Test
  void a_second_restore_at_the_same_time_is_turned_away() throws SQLException {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    bench.backup(shop);
    try (var first = bench.server.connect("postgres")) {
      first
          .createStatement()
          .execute(
              "select pg_advisory_lock(hashtext('lockgate restore'), hashtext('" + shop + "'))");

      assertThat(bench.fails(shop).code()).isEqualTo("restore-running");
    }
  }

  @EachMajor
  void what_postgresql_keeps_by_oid_is_carried_over(Major major) {
    var bench = new Bench(major, workspace);
    var shop = bench.shop();
    var reader = "reader_" + shop + "_" + major;
    bench.server.execute(
        "postgres",
        "create role " + reader,
        "alter database "
            + shop
            + " set search_path = \"$user\", shop, \"Odd \"\"schema\"\" Ünicode\"",
        "alter database " + shop + " set app.motto = 'it''s \\ \"fine\"'",
        "alter role " + reader + " in database " + shop + " set work_mem = '7MB'",
        "revoke connect on database " + shop + " from public",
        "grant connect, temp on database " + shop + " to " + reader + " with grant option",
        "comment on database " + shop + " is 'the ''shop'''",
        "alter database " + shop + " connection limit 17");
    bench.backup(shop);
    var before = properties(bench, shop);

    bench.restored(shop);

    assertThat(properties(bench, shop)).isEqualTo(before);
  }

  private static List<List<String>> properties(Bench bench, String database) {
    return bench.server.rows(
        "postgres",
        """
        select d.datdba, d.encoding, d.datcollate, d.datctype, d.datconnlimit, d.dattablespace,
               shobj_description(d.oid, 'pg_database'),
               (select array_agg(a::text order by a::text) from aclexplode(d.datacl) a),
               (select array_agg(s.setrole || ' ' || s.setconfig::text order by s.setrole)
                  from pg_db_role_setting s where s.setdatabase = d.oid)
          from pg_database d where d.datname = '%s'
        """
            .formatted(database));
  }

  @Test
  void a_cancelled_restore_leaves_the_live_database_as_it_was_and_no_other() throws Exception {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    bench.server.execute(
        shop,
        "create table shop.big as select i, repeat(md5(i::text), 20) t from generate_series(1, 200000) i");
    bench.backup(shop);
    var before = bench.text(shop);
    var all = bench.databases();
    var canceller =
        Thread.ofVirtual()
            .start(() -> {
              while (bench.databases().equals(all)) {
                Thread.onSpinWait();
              }
              bench.cancellation.cancel();
            });

    assertThatExceptionOfType(Cancellation.Cancelled.class).isThrownBy(() -> bench.restored(shop));

    canceller.join();
    assertThat(bench.text(shop)).isEqualTo(before);
    assertThat(bench.databases()).isEqualTo(all);
  }

  @Test
  void a_session_that_cannot_be_ended_keeps_the_old_database_in_place() throws Exception {
    var bench = new Bench(Major.V17, workspace);
    var database = bench.server.freshDatabase();
    var role = "owner_of_" + database;
    bench.server.execute(
        "postgres",
        "create role " + role + " login createdb password 'x'",
        "alter database " + database + " owner to " + role);
    bench.backup(database);
    var late = new CompletableFuture<Connection>();
    whenRestoring(bench, () -> late.complete(bench.server.connect(database)));

    var failure = bench.fails(database, "database-url", bench.server.url(database, role, "x"));

    assertThat(failure.code()).isEqualTo("swap-blocked");
    assertThat(failure).hasMessageContaining("postgres, pid ");
    assertThat(failure.remedy()).startsWith("The live database was not changed");
    late.get().close();
  }

  @Test
  void a_database_that_somebody_replaced_meanwhile_is_left_alone() {
    var bench = new Bench(Major.V17, workspace);
    var database = bench.server.freshDatabase();
    bench.backup(database);
    whenRestoring(
        bench,
        () ->
            bench.server.execute(
                "postgres",
                "create database next_" + database,
                "begin",
                "alter database " + database + " rename to moved_" + database,
                "alter database next_" + database + " rename to " + database,
                "commit"));

    var failure = catchThrowableOfType(StepFailure.class, () -> bench.restored(database));

    assertThat(failure.code()).isEqualTo("database-replaced-meanwhile");
    assertThat(bench.databases())
        .contains(database, "moved_" + database)
        .noneMatch(name -> name.startsWith(database + "_"));
  }

  /** Does something once the new database of a restore is loaded, before names are exchanged. */
  private static void whenRestoring(Bench bench, Runnable work) {
    bench.heard =
        line -> {
          if (line.startsWith("Looking at what was loaded")) {
            work.run();
          }
        };
  }
}
