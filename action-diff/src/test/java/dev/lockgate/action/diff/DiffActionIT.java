package dev.lockgate.action.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffActionIT {
  private final PostgresServer server = PostgresServer.of(Major.V17);
  private final String database = server.freshDatabase();

  @TempDir private Path workspace;

  @BeforeEach
  void someMigrations() throws IOException {
    var folder = Files.createDirectories(workspace.resolve("db/migration"));
    Files.writeString(folder.resolve("V1__orders.sql"), "create table orders (id int);");
  }

  @Test
  void an_empty_database_is_a_valid_target() {
    var outcome = diff(Map.of());

    assertThat(outcome).isInstanceOf(Passed.class);
    assertThat(outcome.report().title()).isEqualTo("1 migration pending: 1 table is created");
    assertThat(outcome.report().outputs()).containsEntry("pending-count", "1");
  }

  @Test
  void a_migration_that_does_not_run_blocks() throws IOException {
    Files.writeString(workspace.resolve("db/migration/V2__bad.sql"), "drop table nowhere;");

    var outcome = diff(Map.of("migrations", "db/migration"));

    assertThat(outcome).isInstanceOf(Blocked.class);
    assertThat(outcome.report().title())
        .isEqualTo("Blocked: 2 migrations pending, and db/migration/V2__bad.sql does not run");
  }

  @Test
  void every_bad_input_is_named_at_once() {
    assertThatThrownBy(() -> diff(Map.of("database-url", "mysql://x", "connect-timeout", "soon")))
        .isInstanceOfSatisfying(
            BadInputs.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(2);
              assertThat(e)
                  .hasMessageContaining("database-url: ")
                  .hasMessageContaining("connect-timeout: ");
              assertThat(e.remedy()).startsWith("Nothing was changed.");
            });
  }

  @Test
  void a_missing_folder_is_named() {
    assertThatThrownBy(() -> diff(Map.of("migrations", "sql/nowhere")))
        .isInstanceOfSatisfying(
            BadInputs.class,
            e -> {
              assertThat(e.code()).isEqualTo("migrations-folder-missing");
              assertThat(e).hasMessageContaining("`sql/nowhere`");
              assertThat(e.remedy()).startsWith("Nothing was changed.");
            });
  }

  private Outcome diff(Map<String, String> more) {
    var values = new HashMap<String, String>();
    values.put("database-url", server.url(database));
    values.putAll(more);
    var run = new Run("diff", "ada", "acme/shop", "0".repeat(40), "refs/heads/main", "", "", "", 1);
    return DiffAction.diff(
        new Inputs(values, workspace),
        new StepContext(run, workspace, workspace, Log.SILENT, new Cancellation()));
  }
}
