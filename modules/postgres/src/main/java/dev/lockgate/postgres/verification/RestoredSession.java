package dev.lockgate.postgres.verification;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.SchemaState;
import dev.lockgate.core.verification.RestoredDatabase;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.backup.ContentsReader;
import dev.lockgate.postgres.backup.RowTexts;
import dev.lockgate.postgres.backup.SchemaStates;
import java.util.List;

/** A restored database, looked at in sessions of its own. */
public final class RestoredSession implements RestoredDatabase {
  private final Database database;

  /**
   * A database that was restored.
   *
   * @param database as a role that may read and write all of it
   */
  public RestoredSession(Database database) {
    this.database = database;
  }

  @Override
  public Contents contents(List<String> schemas, boolean hashes) {
    return database.read(session -> {
      session.setAutoCommit(false);
      RowTexts.settle(session);
      var contents = ContentsReader.read(session, schemas, hashes);
      session.rollback();
      return contents;
    });
  }

  @Override
  public SchemaState schema(List<String> schemas) {
    return database.read(session -> SchemaStates.read(session, schemas));
  }

  @Override
  public List<Proof.Check> health() {
    return database.run(session -> {
      session.setAutoCommit(false);
      RowTexts.settle(session);
      var checks = HealthChecks.run(session);
      session.rollback();
      return checks;
    });
  }
}
