package dev.lockgate.core.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A history that began with a baseline: what was there before is recorded nowhere.
 *
 * @param baseline the row that says so
 * @param below the files of the folder that the baseline stands for; that they describe what was
 *     there is assumed
 */
public record BaselineHistory(AppliedMigration baseline, List<MigrationFile> below) {
  public BaselineHistory {
    below = List.copyOf(below);
  }

  /**
   * The baseline that a history began with; empty when it began with a migration.
   *
   * @param files every migration of the folder
   */
  public static Optional<BaselineHistory> of(MigrationState state, List<MigrationFile> files) {
    return state
        .baseline()
        .filter(row -> files.stream().noneMatch(file -> file.script().equals(row.script())))
        .map(row -> new BaselineHistory(row, below(state, files)));
  }

  /** The same history, with the files below the baseline as if they had been applied. */
  public MigrationState filled(MigrationState state) {
    var applied = new ArrayList<AppliedMigration>();
    for (var row : state.applied()) {
      if (row.equals(baseline)) {
        below.forEach(file -> applied.add(asIfApplied(file)));
      } else {
        applied.add(row);
      }
    }
    return state.withApplied(applied);
  }

  /** Flyway never runs them: they are neither recorded nor pending. */
  private static List<MigrationFile> below(MigrationState state, List<MigrationFile> files) {
    return files.stream()
        .filter(file -> file.kind() == MigrationFile.Kind.VERSIONED)
        .filter(file -> !state.pending().contains(file) && !state.outOfOrder().contains(file))
        .filter(
            file -> state.applied().stream().noneMatch(row -> row.script().equals(file.script())))
        .toList();
  }

  private AppliedMigration asIfApplied(MigrationFile file) {
    return new AppliedMigration(
        baseline.rank(),
        file.version(),
        file.description(),
        "SQL",
        file.script(),
        OptionalInt.empty(),
        baseline.installedBy(),
        baseline.installedOn(),
        Duration.ZERO,
        true);
  }
}
