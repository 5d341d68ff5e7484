package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/**
 * The schemas of two databases, the second of which the first is to become.
 *
 * @param role who reads the first, and would run the SQL there; quoted where needed
 * @param major of the first one's server
 */
public record BothSides(SchemaSnapshot current, SchemaSnapshot desired, String role, int major) {
  private record Side(SchemaSnapshot schema, String role, int major) {}

  /**
   * Reads both at the same time; nothing is written.
   *
   * @throws dev.lockgate.core.step.StepFailure when one of them cannot be read
   */
  public static BothSides read(Database current, Database desired, LeftOut leftOut) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var other = CompletableFuture.supplyAsync(() -> side(desired, leftOut), threads);
      var side = side(current, leftOut);
      return new BothSides(side.schema, other.join().schema, side.role, side.major);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException told) {
        throw told;
      }
      throw e;
    }
  }

  private static Side side(Database database, LeftOut leftOut) {
    return database.read(session ->
        new Side(
            CatalogReader.read(session, leftOut),
            role(session),
            session.getMetaData().getDatabaseMajorVersion()));
  }

  private static String role(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var result = statement.executeQuery("SELECT quote_ident(current_user)")) {
      result.next();
      return result.getString(1);
    }
  }
}
