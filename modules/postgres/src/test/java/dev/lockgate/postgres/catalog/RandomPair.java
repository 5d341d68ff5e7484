package dev.lockgate.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.plan.Applier;
import dev.lockgate.core.schema.plan.SchemaPlan;
import dev.lockgate.core.schema.plan.SqlStatement;
import dev.lockgate.testkit.PostgresServer;
import java.sql.SQLException;

/** Two schemas made by chance from one seed. */
record RandomPair(Major major, long seed) {
  /** Far enough from the first that no two pairs share a schema. */
  private static final long OTHER = 100_000;

  /** Leads the first to the second and back, and demands that nothing is left. */
  void converge() throws SQLException {
    var database = server().freshDatabase();
    var wanted = server().freshDatabase();
    server().execute(database, RandomSchema.of(seed).toArray(String[]::new));
    server().execute(wanted, RandomSchema.of(seed + OTHER).toArray(String[]::new));
    var first = read(database);
    var second = read(wanted);
    becomes(database, second);
    becomes(database, first);
    server().execute("postgres", "drop database " + database, "drop database " + wanted);
  }

  private void becomes(String database, SchemaSnapshot wanted) throws SQLException {
    var plan = SchemaPlan.between(read(database), wanted, new Applier("postgres", major.number()));
    assertThat(plan.unwritten()).isEmpty();
    server().execute(database, "alter database " + database + " set check_function_bodies = off");
    server()
        .execute(
            database, plan.statements().stream().map(SqlStatement::text).toArray(String[]::new));
    server().execute(database, "alter database " + database + " reset check_function_bodies");
    assertThat(SchemaComparison.of(read(database), wanted).differences())
        .as(plan.script())
        .isEmpty();
  }

  private SchemaSnapshot read(String database) throws SQLException {
    try (var session = server().connect(database)) {
      return CatalogReader.read(session, LeftOut.ours());
    }
  }

  private PostgresServer server() {
    return PostgresServer.of(major);
  }
}
