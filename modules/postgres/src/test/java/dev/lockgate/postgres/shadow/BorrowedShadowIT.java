package dev.lockgate.postgres.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.snapshot.Traits;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.testkit.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BorrowedShadowIT {
  private static final String DATABASES =
      "select datname from pg_database where datname like 'lockgate%' order by 1";

  private final PostgresServer other = PostgresServer.of(Major.V17);
  private final Database target =
      new Database(
          DatabaseUrl.parse(PostgresServer.of(Major.V14).url("postgres")),
          Database.Session.DEFAULT,
          new Cancellation());

  @Test
  void a_borrowed_server_lends_a_database_and_gets_it_back_dropped() {
    var url = DatabaseUrl.parse(other.url("postgres"));
    String name;
    try (var shadow = ShadowServer.connectTo(url, target, new Cancellation())) {
      var database = shadow.create("before the migration", Traits.PLAIN);
      name = database.url().database();

      assertThat(name).matches("lockgate_before the migration_[0-9a-f]{12}");
      assertThat(other.rows("postgres", DATABASES)).contains(List.of(name));
      assertThat(database.major()).isEqualTo(Major.V17);
    }

    assertThat(other.rows("postgres", DATABASES)).doesNotContain(List.of(name));
  }

  @Test
  void a_cancelled_run_drops_its_database_even_with_a_session_open() throws Exception {
    var cancellation = new Cancellation();
    var url = DatabaseUrl.parse(other.url("postgres"));
    var shadow = ShadowServer.connectTo(url, target, cancellation);
    var name = shadow.create("app", Traits.PLAIN).url().database();
    try (var _ = other.connect(name)) {
      cancellation.cancel();

      assertThat(other.rows("postgres", DATABASES)).doesNotContain(List.of(name));
    }
  }

  @Test
  void the_server_of_the_target_is_refused_under_any_name() {
    var url = DatabaseUrl.parse(PostgresServer.of(Major.V14).url("template1"));

    var failure =
        catchThrowableOfType(
            Unsafe.class, () -> ShadowServer.connectTo(url, target, new Cancellation()));

    assertThat(failure.code()).isEqualTo("shadow-is-target");
    assertThat(failure)
        .hasMessageContaining("`shadow-url` (" + url.place() + ")")
        .hasMessageContaining(target.url().place());
    assertThat(failure.remedy()).startsWith("Nothing was changed.").contains("thrown away");
  }
}
