package dev.lockgate.postgres.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.diff.Diff;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.postgres.migrations.MigrationFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredTargetIT {
  @TempDir private Path workspace;

  @Test
  void what_is_pending_changed_and_missing_is_told_as_of_the_database_itself() throws Exception {
    Files.writeString(
        workspace.resolve("flyway.toml"),
        "[flyway]\ntable = \"Our history\"\n[flyway.placeholders]\nx = \"1\"");
    var target =
        Target.withDeployer(Major.V17, workspace)
            .file("V1__a.sql", "create table a (i int)")
            .file("V2__b.sql", "create table b as select ${x} as i")
            .file("V4__d.sql", "create table d (i int)")
            .file("R__v.sql", "create or replace view v as select i from a")
            .deploy();
    var snapshot = snapshot(target);
    target
        .remove("V1__a.sql")
        .file("V2__b.sql", "create table b (i bigint)")
        .file("V3__c.sql", "create table c (i int)")
        .file("V5__e.sql", "create table e (i int)")
        .file("R__v.sql", "create or replace view v as select i from d");

    try (var shadow = shadow(snapshot)) {
      var stored = new StoredTarget(snapshot, folder(), shadow::empty);

      assertThat(stored.state()).isEqualTo(target.migrations().stateOfAll());
      assertThat(stored.state().outOfOrder()).hasSize(1);
      assertThat(stored.schemaDigest()).contains(target.live().snapshot().digest());
    }
    assertThat(snapshot.schema().facts().keySet().toString()).doesNotContain("Our history");
  }

  @Test
  void a_database_without_a_history_is_remembered_as_one() throws Exception {
    var target = Target.plain(Major.V17, workspace).file("V1__a.sql", "create table a (i int)");
    var snapshot = snapshot(target);

    try (var shadow = shadow(snapshot)) {
      assertThat(new StoredTarget(snapshot, folder(), shadow::empty).state())
          .isEqualTo(target.migrations().stateOfAll());
    }
  }

  @Test
  void the_same_is_shown_as_of_the_database_itself() throws Exception {
    var target =
        Target.withDeployer(Major.V17, workspace)
            .file("V1__a.sql", "create table a as select generate_series(1, 20000) as i")
            .deploy()
            .byHand("analyze");
    var snapshot = snapshot(target);
    target.file("V2__b.sql", "create index on a (i);");

    var live = target.diff();
    var shown = diff(snapshot);

    assertThat(shown.report().title()).isEqualTo(live.report().title());
    assertThat(shown.report().outputs()).containsEntry("target", "snapshot");
    assertThat(shown.report().blocks().toString())
        .contains("recorded: the schema and sizes that the last drift run published")
        .contains("20,000 rows");
  }

  private Outcome diff(StoredSchema snapshot) {
    try (var shadow = shadow(snapshot)) {
      var target = new StoredTarget(snapshot, folder(), shadow::empty);
      return new Diff(target, shadow, Diff.Rules.DEFAULT, (_, _, _) -> "plan.json", Log.SILENT)
          .show();
    }
  }

  private static StoredSchema snapshot(Target target) {
    return target.live().now(target.migrations().state());
  }

  private TargetShadow shadow(StoredSchema snapshot) {
    return TargetShadow.of(snapshot, folder(), Optional.empty(), Scope.ALL, new Cancellation());
  }

  private MigrationFolder folder() {
    return MigrationFolder.open(workspace, "");
  }
}
