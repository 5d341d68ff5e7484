package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reply to the one COMMIT that counts is lost: the server is asked what became of it. */
class LostCommitIT {
  @TempDir Path workspace;

  private Bench bench;
  private String database;

  @BeforeEach
  void a_database_that_has_changed_since_its_backup() {
    bench = new Bench(Major.V17, workspace);
    database = bench.server.freshDatabase();
    bench.server.execute(database, "create table t as select 1 as one");
    bench.backup(database);
    bench.server.execute(database, "drop table t");
  }

  @Test
  void a_commit_whose_reply_is_lost_is_found_to_be_done() throws IOException {
    try (var proxy = new CuttingProxy(bench.server.port(), true)) {
      var report = bench.restored(database, "database-url", through(proxy));

      assertThat(proxy.hasCut()).isTrue();
      assertThat(bench.server.value(database, "select one from t")).isEqualTo("1");
      assertThat(bench.databases()).contains(Bench.output(report, "old-database"));
    }
  }

  @Test
  void a_commit_that_never_arrived_leaves_the_live_database_and_nothing_else() throws IOException {
    try (var proxy = new CuttingProxy(bench.server.port(), false)) {
      var failure = bench.fails(database, "database-url", through(proxy));

      assertThat(proxy.hasCut()).isTrue();
      assertThat(failure.remedy()).contains("not exchanged");
    }
  }

  private String through(CuttingProxy proxy) {
    return bench.url(database).replace(":" + bench.server.port() + "/", ":" + proxy.port() + "/");
  }
}
