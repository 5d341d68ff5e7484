package dev.lockgate.postgres.restore;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.SchemaState;
import dev.lockgate.core.verification.RestoredDatabase;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.backup.ContentsReader;
import dev.lockgate.postgres.backup.RowTexts;
import dev.lockgate.postgres.backup.SchemaStates;
import dev.lockgate.postgres.verification.HealthChecks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What was loaded and is not committed yet: only the session that loaded it can see it. */
record LoadedInside(Database database, Connection session) implements RestoredDatabase {
  private static final String UNTOUCHED = "It was one transaction and PostgreSQL rolled it back.";

  @Override
  public Contents contents(List<String> schemas, boolean hashes) {
    return ask(s -> ContentsReader.read(s, schemas, hashes));
  }

  @Override
  public SchemaState schema(List<String> schemas) {
    return ask(s -> SchemaStates.inside(s, schemas));
  }

  @Override
  public List<Proof.Check> health() {
    return ask(HealthChecks::run);
  }

  private <T> T ask(Database.Work<T> question) {
    try {
      RowTexts.settle(session);
      return question.on(session);
    } catch (SQLException e) {
      throw database.failure(e, UNTOUCHED);
    }
  }
}
