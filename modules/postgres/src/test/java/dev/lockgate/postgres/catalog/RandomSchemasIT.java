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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas made by chance: whatever the pair, each side becomes the other. */
class RandomSchemasIT {
  /** Far enough from the first that no two pairs share a schema. */
  private static final long OTHER = 100_000;

  private final PostgresServer server = PostgresServer.of(Major.V17);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void two_schemas_made_by_chance_become_each_other(long seed) throws Exception {
    var database = server.freshDatabase();
    var wanted = server.freshDatabase();
    server.execute(database, RandomSchema.of(seed).toArray(String[]::new));
    server.execute(wanted, RandomSchema.of(seed + OTHER).toArray(String[]::new));
    var first = read(database);
    var second = read(wanted);

    becomes(database, second);
    becomes(database, first);
  }

  private void becomes(String database, SchemaSnapshot wanted) throws SQLException {
    var plan = SchemaPlan.between(read(database), wanted, new Applier("postgres", 17));
    assertThat(plan.unwritten()).isEmpty();
    server.execute(database, "alter database " + database + " set check_function_bodies = off");
    server.execute(
        database, plan.statements().stream().map(SqlStatement::text).toArray(String[]::new));
    server.execute(database, "alter database " + database + " reset check_function_bodies");
    assertThat(SchemaComparison.of(read(database), wanted).differences())
        .as(plan.script())
        .isEmpty();
  }

  private SchemaSnapshot read(String database) throws SQLException {
    try (var session = server.connect(database)) {
      return CatalogReader.read(session, LeftOut.ours());
    }
  }
}
