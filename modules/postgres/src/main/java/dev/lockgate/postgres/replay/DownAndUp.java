package dev.lockgate.postgres.replay;

import dev.lockgate.core.diff.WayBack;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.schema.ObjectChange;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import dev.lockgate.postgres.migrations.DownScripts.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Takes migrations back on a shadow where they ran, and runs them again. */
final class DownAndUp {
  private final Database database;
  private final Supplier<SchemaSnapshot> snapshot;
  private final Runnable up;

  /**
   * A shadow on which the migrations ran.
   *
   * @param snapshot reads its schema
   * @param up runs what is pending there
   */
  DownAndUp(Database database, Supplier<SchemaSnapshot> snapshot, Runnable up) {
    this.database = database;
    this.snapshot = snapshot;
    this.up = up;
  }

  /**
   * Goes down and up again.
   *
   * @param scripts the last one first
   * @param now the history of the shadow
   * @param taken what the scripts take back
   */
  WayBack go(
      List<Script> scripts,
      MigrationState now,
      List<MigrationFile> taken,
      SchemaSnapshot before,
      SchemaSnapshot after) {
    var files = scripts.stream().map(Script::path).toList();
    var notUndone = new ArrayList<ObjectChange>();
    try {
      scripts.forEach(script -> database.run(session -> run(session, script.sql())));
      notUndone.addAll(changes(before));
      database.run(session -> forget(session, now, taken));
      up.run();
      return new WayBack(files, notUndone, changes(after), "");
    } catch (StepFailure e) {
      database.cancellation().check();
      return new WayBack(files, notUndone, List.of(), String.valueOf(e.getMessage()));
    }
  }

  private List<ObjectChange> changes(SchemaSnapshot wanted) {
    return SchemaComparison.of(wanted, snapshot.get()).changes();
  }

  private static int run(Connection session, String sql) throws SQLException {
    var statements = SqlText.statements(sql);
    try (var statement = session.createStatement()) {
      for (var one : statements) {
        statement.execute(one.text());
      }
    }
    return statements.size();
  }

  private static int forget(Connection session, MigrationState now, List<MigrationFile> taken)
      throws SQLException {
    var history = Identifier.quote(now.schema(), now.table());
    try (var delete =
        session.prepareStatement("delete from " + history + " where version = any(?)")) {
      var versions = taken.stream().map(MigrationFile::version).toArray();
      delete.setArray(1, session.createArrayOf("text", versions));
      return delete.executeUpdate();
    }
  }
}
