package dev.lockgate.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.testkit.PostgresServer;
import org.junit.jupiter.api.Test;

final class DatabaseIT {
  private final PostgresServer server = PostgresServer.of(Major.V17);

  @Test
  void a_database_tells_its_major() {
    var database =
        new Database(
            DatabaseUrl.parse(server.url("postgres")),
            Database.Session.DEFAULT,
            new Cancellation());

    assertThat(database.major()).isEqualTo(Major.V17);
  }
}
