package dev.lockgate.action.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftActionIT {
  private final PostgresServer server = PostgresServer.of(Major.V17);
  private final String database = server.freshDatabase();

  @TempDir private Path workspace;

  @BeforeEach
  void someMigrations() throws IOException {
    var folder = Files.createDirectories(workspace.resolve("db/migration"));
    Files.writeString(folder.resolve("V1__orders.sql"), "create table orders (id int);");
  }

  @Test
  void drift_blocks_unless_it_is_only_to_be_told() {
    deploy();

    assertThat(drift(Map.of())).isInstanceOf(Passed.class);
    server.execute(database, "alter table orders add hotfix text");

    assertThat(drift(Map.of())).isInstanceOf(Blocked.class);
    var told = drift(Map.of("fail-on-drift", "false"));
    assertThat(told).isInstanceOf(Passed.class);
    assertThat(told.report().title()).isEqualTo("Drift: 1 table differs; no migration made that");
  }

  @Test
  void a_store_says_when_a_drill_was_made_and_one_that_cannot_be_read_keeps_nobody_from_drift()
      throws IOException {
    deploy();

    var none = drift(Map.of("store", "file:backups"));
    var backups = Files.createDirectories(workspace.resolve("backups").resolve(database));
    Files.writeString(backups.resolve("20260131_020000-1f3c9a2b.json"), "damaged");
    var broken = backups.resolve("20260131_020000-1f3c9a2b.proof-1.json");
    Files.createSymbolicLink(broken, Path.of("/proc/self/mem")); // a file of which no byte is read

    var unread = drift(Map.of("store", "file:backups"));
    Files.delete(broken);

    assertThat(drill(none)).startsWith("No restore drill is known. ");
    assertThat(unread).isInstanceOf(Passed.class);
    assertThat(drill(unread))
        .startsWith("No restore drill is known, and not all could be read (The store backups can");
  }

  private static String drill(Outcome outcome) {
    return outcome.report().findings().stream()
        .filter(finding -> finding.code().equals("drill-overdue"))
        .map(Finding::message)
        .collect(Collectors.joining());
  }

  @Test
  void a_database_without_a_history_is_refused() {
    assertThatThrownBy(() -> drift(Map.of()))
        .isInstanceOfSatisfying(BadInputs.class, e -> assertThat(e.code()).isEqualTo("no-history"));
  }

  private void deploy() {
    var url = DatabaseUrl.parse(server.url(database));
    var target = new Database(url, Database.Session.DEFAULT, new Cancellation());
    Migrations.of(MigrationFolder.open(workspace, ""), target).migrate(Progress.SILENT);
  }

  @Test
  void every_bad_input_is_named_at_once() {
    assertThatThrownBy(() ->
            drift(
                Map.of(
                    "database-url",
                    "mysql://x",
                    "connect-timeout",
                    "soon",
                    "fail-on-drift",
                    "maybe")))
        .isInstanceOfSatisfying(
            BadInputs.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(2);
              assertThat(e)
                  .hasMessageContaining("database-url: ")
                  .hasMessageContaining("connect-timeout: ")
                  .hasMessageContaining("fail-on-drift: ");
              assertThat(e.remedy()).startsWith("Nothing was changed.");
            });
  }

  @Test
  void a_missing_folder_is_named() {
    assertThatThrownBy(() -> drift(Map.of("migrations", "sql/nowhere")))
        .isInstanceOfSatisfying(
            BadInputs.class,
            e -> {
              assertThat(e.code()).isEqualTo("migrations-folder-missing");
              assertThat(e).hasMessageContaining("`sql/nowhere`");
              assertThat(e.remedy()).startsWith("Nothing was changed.");
            });
  }

  private Outcome drift(Map<String, String> more) {
    var values = new HashMap<String, String>();
    values.put("database-url", server.url(database));
    values.putAll(more);
    var run =
        new Run("drift", "ada", "acme/shop", "0".repeat(40), "refs/heads/main", "", "", "", 1);
    return DriftAction.drift(
        new Inputs(values, workspace),
        new StepContext(run, workspace, workspace, Log.SILENT, new Cancellation()));
  }
}
