package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.testkit.CuttingProxy;
import dev.lockgate.testkit.CuttingProxy.When;
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
    try (var proxy =
        new CuttingProxy(bench.server.port(), " rename to ", When.BEFORE_THE_CLIENT_HEARS_OF_IT)) {
      var report = bench.restored(database, "database-url", through(proxy));

      assertThat(proxy.hasCut()).isTrue();
      assertThat(bench.server.value(database, "select one from t")).isEqualTo("1");
      assertThat(bench.databases()).contains(Bench.output(report, "old-database"));
    }
  }

  @Test
  void a_commit_that_never_arrived_leaves_the_live_database_and_nothing_else() throws IOException {
    try (var proxy =
        new CuttingProxy(bench.server.port(), " rename to ", When.BEFORE_THE_SERVER_GETS_IT)) {
      var failure = bench.fails(database, "database-url", through(proxy));

      assertThat(proxy.hasCut()).isTrue();
      assertThat(failure.remedy()).contains("not exchanged");
    }
  }

  @Test
  void a_server_that_is_gone_for_good_leaves_one_question_and_the_way_to_answer_it()
      throws IOException {
    try (var proxy = new CuttingProxy(bench.server.port(), " rename to ", When.FOR_GOOD)) {
      var failure =
          catchThrowableOfType(
              StepFailure.class, () -> bench.restored(database, "database-url", through(proxy)));

      assertThat(failure.code()).isEqualTo("swap-unknown");
      assertThat(failure)
          .hasMessageContaining(
              database + " is wholly the old database or wholly the restored one");
      assertThat(failure.remedy()).contains("has a database " + database + "_old_");
    }
    assertThat(bench.databases())
        .satisfiesOnlyOnce(name -> assertThat(name).startsWith(database + "_old_"));
    assertThat(bench.server.value(database, "select one from t")).isEqualTo("1");
  }

  private String through(CuttingProxy proxy) {
    return bench.url(database).replace(":" + bench.server.port() + "/", ":" + proxy.port() + "/");
  }
}
