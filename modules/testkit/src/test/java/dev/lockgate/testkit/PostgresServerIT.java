package dev.lockgate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.Major;
import java.nio.file.Files;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresServerIT {
  @ParameterizedTest
  @EnumSource
  void a_server_of_each_major_answers(Major major) {
    var server = PostgresServer.of(major);

    var version = Integer.parseInt(server.value("postgres", "show server_version_num"));

    assertThat(Major.ofServer(version)).contains(major);
    assertThat(Files.exists(server.socketFolder().resolve(".s.PGSQL." + server.port()))).isTrue();
  }

  @Test
  void a_wrong_password_is_refused_over_tcp() {
    var server = PostgresServer.of(Major.V17);

    assertThatThrownBy(() ->
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres", "postgres", "wrong"))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void a_fresh_database_is_empty_and_its_own() {
    var server = PostgresServer.of(Major.V17);
    var one = server.freshDatabase();
    var other = server.freshDatabase();

    server.execute(one, "create table t (id int)", "insert into t values (1), (2)");

    assertThat(server.value(one, "select count(*) from t")).isEqualTo("2");
    assertThat(server.value(other, "select to_regclass('t')")).isEqualTo("null");
  }

  @Test
  void contrib_extensions_are_there() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();

    server.execute(database, "create extension pgcrypto", "create extension pg_trgm");

    assertThat(server.rows(database, "select extname from pg_extension where extname like 'pg%'"))
        .hasSize(2);
  }
}
