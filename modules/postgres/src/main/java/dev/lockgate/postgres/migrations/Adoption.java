package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.ChangedMigration;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.SqlText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;

/**
 * What another tool's history says was applied and Flyway's does not know yet. It counts as applied
 * from the first look on; it is written into Flyway's history before the first migration runs.
 */
final class Adoption {
  /** Flyway's first row beside tables that it did not make; it stands for nothing. */
  static final String BEGINNING = "0";

  private final OldHistory history;
  private final boolean exists;
  private final List<OldHistory.Row> rows;
  private final MigrationFolder folder;

  private Adoption(
      OldHistory history, boolean exists, List<OldHistory.Row> rows, MigrationFolder folder) {
    this.history = history;
    this.exists = exists;
    this.rows = rows;
    this.folder = folder;
  }

  /**
   * Reads what there is to adopt.
   *
   * @param read the other tool's rows; empty when it has no table
   * @param known what Flyway's history has
   */
  static Adoption of(
      OldHistory history,
      Optional<List<OldHistory.Row>> read,
      List<AppliedMigration> known,
      MigrationFolder folder) {
    var unknown =
        read.orElse(List.of()).stream()
            .filter(row -> known.stream().noneMatch(k -> same(k.version(), row.version())))
            .toList();
    return new Adoption(history, read.isPresent(), unknown, folder);
  }

  /** The files that were applied by the other tool, to be recorded by Flyway. */
  List<MigrationFile> files() {
    return rows.stream()
        .filter(row -> row.state() == OldHistory.State.APPLIED)
        .flatMap(row -> file(row).stream())
        .toList();
  }

  /** The state with what is adopted. */
  MigrationState on(MigrationState state) {
    var applied = new ArrayList<>(state.applied());
    rows.forEach(row -> applied.add(applied(row, applied.size() + 1)));
    var newest =
        applied.stream()
            .filter(row -> row.success() && !row.version().isEmpty())
            .map(row -> MigrationVersion.fromVersion(row.version()))
            .max(MigrationVersion::compareTo);
    var open =
        Stream.concat(state.pending().stream(), state.outOfOrder().stream())
            .filter(file -> rows.stream().noneMatch(row -> same(row.version(), file.version())))
            .toList();
    return new MigrationState(
        state.schema(),
        state.table(),
        state.hasHistory() || exists,
        state.empty(),
        newest.map(MigrationVersion::getVersion).orElse(""),
        applied,
        open.stream().filter(file -> !isBelow(file, newest)).toList(),
        Stream.concat(state.changed().stream(), changed(applied)).toList(),
        Stream.concat(state.missing().stream(), missing(applied)).toList(),
        open.stream().filter(file -> isBelow(file, newest)).toList());
  }

  private static boolean isBelow(MigrationFile file, Optional<MigrationVersion> newest) {
    return newest.isPresent()
        && MigrationVersion.fromVersion(file.version()).compareTo(newest.get()) < 0;
  }

  private Stream<ChangedMigration> changed(List<AppliedMigration> applied) {
    return rows.stream()
        .filter(row -> row.state() == OldHistory.State.APPLIED)
        .flatMap(row ->
            file(row).stream()
                .filter(file -> differs(row.text(), file))
                .map(file -> new ChangedMigration(recorded(row, applied), file, 0)));
  }

  private Stream<AppliedMigration> missing(List<AppliedMigration> applied) {
    return rows.stream().filter(row -> file(row).isEmpty()).map(row -> recorded(row, applied));
  }

  private static AppliedMigration recorded(OldHistory.Row row, List<AppliedMigration> applied) {
    return applied.stream().filter(a -> same(a.version(), row.version())).findFirst().orElseThrow();
  }

  private static boolean differs(OldHistory.Text text, MigrationFile file) {
    return switch (text) {
      case OldHistory.Text.Unknown() -> false;
      case OldHistory.Text.Sha256(var hex) -> !hex.equals(PrismaHistory.checksum(file));
      case OldHistory.Text.Statements(var sql) ->
          !SqlText.essence(String.join(";\n", sql)).equals(SqlText.essence(file.sql()));
    };
  }

  private Optional<MigrationFile> file(OldHistory.Row row) {
    return folder.files().stream().filter(file -> same(file.version(), row.version())).findFirst();
  }

  private AppliedMigration applied(OldHistory.Row row, int rank) {
    var file = file(row);
    return new AppliedMigration(
        rank,
        MigrationVersion.fromVersion(row.version()).getVersion(),
        row.name().replace('_', ' '),
        "SQL",
        file.map(MigrationFile::script).orElse("V" + row.version() + "__" + row.name() + ".sql"),
        OptionalInt.empty(),
        history.table(),
        Instant.EPOCH,
        Duration.ZERO,
        row.state() == OldHistory.State.APPLIED);
  }

  private static boolean same(String a, String b) {
    return !a.isEmpty()
        && MigrationVersion.fromVersion(a).compareTo(MigrationVersion.fromVersion(b)) == 0;
  }
}
