package dev.lockgate.postgres.catalog;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.testkit.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;

/** A database that holds one object of every kind. */
record EveryKind(PostgresServer server, String database) {
  static EveryKind on(Major major) throws Exception {
    var server = PostgresServer.of(major);
    var database = server.freshDatabase();
    try (var in = EveryKind.class.getResourceAsStream("every-kind.sql")) {
      var sql = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      server.execute(database, sql);
    }
    return new EveryKind(server, database);
  }

  SchemaSnapshot read() throws SQLException {
    try (var session = server.connect(database)) {
      return CatalogReader.read(session, LeftOut.ours());
    }
  }
}
