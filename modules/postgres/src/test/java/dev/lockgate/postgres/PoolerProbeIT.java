package dev.lockgate.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PoolerProbeIT {
  private final PostgresServer server = PostgresServer.of(Major.V17);

  @ParameterizedTest
  @EnumSource(names = {"TRANSACTION", "ROUND_ROBIN"})
  void a_transaction_pooler_is_refused_and_no_setting_of_ours_stays_in_it(TestPooler.Mode mode)
      throws IOException {
    var name = server.freshDatabase();
    try (var pooler = TestPooler.before(server, mode)) {
      var database = database(pooler.url(name));

      assertThatExceptionOfType(Unsafe.class)
          .isThrownBy(database::connect)
          .withMessageContaining("127.0.0.1:")
          .withMessageContaining("/" + name + " is a transaction pooler")
          .satisfies(e -> assertThat(e.code()).isEqualTo("transaction-pooler"))
          .satisfies(e ->
              assertThat(e.remedy())
                  .startsWith("Nothing was changed.")
                  .contains("`direct-database-url`"));
      assertThat(
              server.rows(
                  name,
                  "select query from pg_stat_activity where datname = '"
                      + name
                      + "' and query ~* '(lock|statement)_timeout' and pid <> pg_backend_pid()"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SESSION", "PINNING"})
  void a_pooler_that_keeps_a_session_is_welcome(TestPooler.Mode mode) throws IOException {
    var name = server.freshDatabase();
    try (var pooler = TestPooler.before(server, mode)) {
      assertThat(database(pooler.url(name)).major()).isEqualTo(Major.V17);
    }
  }

  private static Database database(String url) {
    return new Database(
        DatabaseUrl.parse(url),
        new Database.Session(Duration.ofMinutes(1), Duration.ofSeconds(7), Duration.ofSeconds(7)),
        new Cancellation());
  }
}
