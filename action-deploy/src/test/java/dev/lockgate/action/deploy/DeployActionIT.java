package dev.lockgate.action.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeployActionIT {
  @TempDir Path workspace;

  @ParameterizedTest
  @EnumSource(
      value = Major.class,
      names = {"V14", "V17"})
  void a_safety_backup_is_kept_before_the_first_change(Major major) {
    var server = PostgresServer.of(major);
    var database = server.freshDatabase();
    file(
        "db/migration/V1__orders.sql", "create table orders as select generate_series(1, 100) id;");
    deploy(server, database, Map.of("store", "file:backups"));
    file("db/migration/V2__drop.sql", "drop table orders;");

    var outcome = deploy(server, database, Map.of("store", "file:backups"));

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome.report().title())
        .isEqualTo("Deployed 1 migration to " + database + ": version 1 → version 2");
    var backup = outcome.report().outputs().get("backup-id");
    assertThat(workspace.resolve("backups").resolve(backup + ".json"))
        .content()
        .contains("\"pre-deploy\"")
        .contains("orders");
    assertThat(
            server.value(
                database,
                "select details->>'safety-backup' from lockgate.audit order by id desc"
                    + " limit 1"))
        .isEqualTo(backup);
  }

  @Test
  void a_waived_safety_backup_is_told_with_its_reason() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    file("migrations/V1__a.sql", "create table a (i int);");

    var outcome =
        deploy(server, database, Map.of("safety-backup", "none: a nightly backup exists"));

    assertThat(outcome.report().outputs()).doesNotContainKey("backup-id");
    assertThat(outcome.report().blocks().toString())
        .contains("waived by the workflow: a nightly backup exists");
  }

  @Test
  void a_missing_folder_is_told_with_where_it_was_looked_for() {
    var server = PostgresServer.of(Major.V17);

    assertThatThrownBy(() -> deploy(server, "postgres", Map.of("store", "file:backups")))
        .isInstanceOfSatisfying(
            BadInputs.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("migrations-folder-missing");
              assertThat(failure)
                  .hasMessageContaining("`migrations`, `db/migration`,")
                  .hasMessageContaining("`V1__create_orders.sql`");
              assertThat(failure.remedy()).startsWith("Nothing was changed.");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "store | '' | store: is required for the safety backup",
        "safety-backup | never | safety-backup: expected `always`, or `none:` and the reason",
        "safety-backup | none: | safety-backup: expected `always`, or `none:` and the reason",
        "lock-timeout | soon | lock-timeout: expected a duration such as `10s`",
      })
  void a_bad_input_is_named_with_a_good_example(String input, String value, String message) {
    var server = PostgresServer.of(Major.V17);
    var inputs = new HashMap<>(Map.of("store", "file:backups"));
    inputs.put(input, value);

    assertThatThrownBy(() -> deploy(server, "postgres", inputs))
        .isInstanceOf(BadInputs.class)
        .hasMessageContaining(message);
  }

  private Outcome deploy(PostgresServer server, String database, Map<String, String> more) {
    var inputs = new HashMap<>(more);
    inputs.put("database-url", server.url(database));
    var run = new Run("deploy", "ada", "shop/shop", "c0ffee", "refs/heads/main", "push", "", "", 1);
    return DeployAction.deploy(
        new Inputs(inputs, workspace),
        new StepContext(run, workspace, workspace, Log.SILENT, new Cancellation()));
  }

  private void file(String file, String sql) {
    try {
      var path = workspace.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
