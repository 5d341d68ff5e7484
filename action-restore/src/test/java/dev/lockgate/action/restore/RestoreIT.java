package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.EachMajor;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RestoreIT {
  @TempDir Path workspace;

  @EachMajor
  void a_restored_database_equals_the_one_that_was_backed_up(Major major) {
    var bench = new Bench(major, workspace);
    var shop = bench.shop();
    var before = bench.text(shop);
    var backup = bench.backup(shop);
    bench.server.execute(
        shop,
        "drop table shop.orders cascade",
        "delete from shop.customers",
        "create table shop.later (id int)");
    var damaged = bench.text(shop);

    var report = bench.restored(shop);

    assertThat(bench.text(shop)).isEqualTo(before);
    assertThat(bench.text(Bench.output(report, "old-database"))).isEqualTo(damaged);
    assertThat(report.outputs())
        .containsEntry("backup-id", backup.outputs().get("backup-id"))
        .containsEntry("proof-level", "verified")
        .containsKeys("safety-backup-id", "undo", "duration-seconds");
  }

  @EachMajor
  void the_printed_undo_brings_the_old_database_back(Major major) {
    var bench = new Bench(major, workspace);
    var shop = bench.shop();
    bench.backup(shop);
    bench.server.execute(shop, "insert into shop.animals values ('late')");
    var late = bench.text(shop);
    var report = bench.restored(shop);
    assertThat(bench.text(shop)).isNotEqualTo(late);

    bench.server.execute("postgres", Bench.output(report, "undo").split(";\n"));

    assertThat(bench.text(shop)).isEqualTo(late);
  }
}
