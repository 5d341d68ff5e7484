package dev.lockgate.postgres.restore;

import dev.lockgate.core.deploy.Smoke;
import dev.lockgate.core.deploy.SmokeExpectations;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.restore.MigrateTo;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.audit.PostgresAudit;
import dev.lockgate.postgres.deploy.PostgresTarget;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;

/** The migrations beside a restored database, which nobody else uses yet. */
record RestoredMigrations(
    Database database, Optional<MigrationFolder> folder, StepContext context) {
  /** Migrates as far as asked; names what stays pending. */
  List<String> run(MigrateTo version) {
    if (folder.isEmpty()) {
      return List.of();
    }
    var notes = new ArrayList<String>();
    switch (version) {
      case MigrateTo.None _ -> {}
      case MigrateTo.Latest _ -> notes.addAll(migrate(folder.get()));
      case MigrateTo.Version(var to) -> notes.addAll(migrate(upTo(folder.get(), to)));
    }
    var pending = Migrations.of(folder.get(), database).state().pending();
    if (!pending.isEmpty()) {
      notes.add(
          "Pending after the restore: "
              + String.join(", ", pending.stream().map(MigrationFile::script).toList())
              + ". A deploy runs them.");
    }
    return notes;
  }

  /** Whether every table answers; what does not, a line each. */
  List<String> smoke() {
    return folder.map(files -> answers(files).problems()).orElse(List.of());
  }

  private static MigrationFolder upTo(MigrationFolder files, String version) {
    var last = MigrationVersion.fromVersion(version);
    return files.only(file ->
        file.version().isEmpty()
            || MigrationVersion.fromVersion(file.version()).compareTo(last) <= 0);
  }

  private List<String> migrate(MigrationFolder files) {
    return Migrations.of(files, database).migrate(new Told()).stream()
        .map(ran -> "Migrated: " + ran.file().script())
        .toList();
  }

  private Smoke answers(MigrationFolder files) {
    return new PostgresTarget(
            database,
            Migrations.of(files, database),
            new PostgresAudit(database),
            context.cancellation())
        .smoke(SmokeExpectations.NONE, List.of());
  }

  private final class Told implements Progress {
    @Override
    public void begins(MigrationFile file) {
      context.cancellation().check();
      context.log().info("Running " + file.script());
    }

    @Override
    public void ended(Ran ran) {
      context.log().info("Ran " + ran.file().script());
    }
  }
}
