package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.ChangedMigration;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;

/** Runs, on an empty database, what another database's history says was applied. */
final class Replay {
  private final MigrationFolder folder;
  private final MigrationState state;
  private final Database onto;
  private final List<AppliedMigration> inexact = new ArrayList<>();

  Replay(MigrationFolder folder, MigrationState state, Database onto) {
    this.folder = folder;
    this.state = state;
    this.onto = onto;
  }

  List<AppliedMigration> run() {
    var byScript =
        folder.files().stream()
            .collect(Collectors.toMap(MigrationFile::script, Function.identity()));
    var changed =
        state.changed().stream().map(ChangedMigration::applied).collect(Collectors.toSet());
    var offered = new ArrayList<MigrationFile>();
    boolean repeatables = false;
    for (var row : state.applied()) {
      var file = Optional.ofNullable(byScript.get(row.script()));
      if (!row.success() || file.isEmpty() || changed.contains(row) || outdated(row)) {
        inexact.add(row);
        continue;
      }
      boolean repeatable = row.version().isEmpty();
      if (repeatables && !repeatable) {
        runOffered(offered);
      }
      repeatables = repeatable;
      if (!offered.contains(file.get())) {
        offered.add(file.get());
      }
    }
    runOffered(offered);
    return List.copyOf(inexact);
  }

  /** A repeatable file that was applied with another text and not again since. */
  private boolean outdated(AppliedMigration row) {
    return row.version().isEmpty()
        && state.pending().stream().anyMatch(file -> file.script().equals(row.script()));
  }

  /** Flyway leaves out what ran already, so each call runs what was offered since the last. */
  private void runOffered(List<MigrationFile> offered) {
    if (offered.isEmpty()) {
      return; // nor do callbacks run
    }
    try {
      FlywaySetup.over(folder, offered, onto::connect)
          .outOfOrder(true)
          .validateOnMigrate(false)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new Unsafe(
          "replay-failed",
          "What the history says was applied does not run on an empty database: " + e.getMessage(),
          "Nothing was changed. The shadow was built from the files named in the history; a file"
              + " may rely on something that was made by hand.",
          e);
    }
  }
}
