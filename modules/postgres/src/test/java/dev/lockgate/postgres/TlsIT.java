package dev.lockgate.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.database.RootCert;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.programs.PgDump;
import dev.lockgate.testkit.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server whose certificate is made out to {@code localhost} by an authority of our own. */
final class TlsIT {
  private static final PostgresServer SERVER = PostgresServer.of(Major.V17);
  private static RootCert root = RootCert.NONE;

  @BeforeAll
  static void encrypt(@TempDir Path folder) throws Exception {
    var data = Path.of(SERVER.value("postgres", "show data_directory"));
    var key = data.resolve("tls.key");
    var certificate = data.resolve("tls.crt");
    var authority = new Authority(folder);
    authority.sign("localhost", certificate, key);
    root = new RootCert(authority.root());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.setOwner(key, Files.getOwner(data));
    Files.setOwner(certificate, Files.getOwner(data));
    SERVER.execute(
        "postgres",
        "alter system set ssl_cert_file = 'tls.crt'",
        "alter system set ssl_key_file = 'tls.key'",
        "alter system set ssl = on",
        "select pg_reload_conf()",
        "select pg_sleep(0.3)");
  }

  @AfterAll
  static void plainAgain() {
    SERVER.execute(
        "postgres",
        "alter system set ssl = off",
        "select pg_reload_conf()",
        "select pg_sleep(0.3)");
  }

  @Test
  void a_server_whose_root_and_name_are_right_is_trusted_by_us_and_by_the_programs() {
    var database = database("localhost", "?sslmode=verify-full", root);

    assertThat(database.<Boolean>read(TlsIT::isEncrypted)).isTrue();
    assertThat(dump(database)).startsWith('P', 'G', 'D', 'M', 'P');
  }

  @Test
  void a_server_signed_by_nobody_we_trust_is_refused_by_us_and_by_the_programs() {
    var database = database("localhost", "?sslmode=verify-full", RootCert.NONE);

    var failure = failure(database::connect);

    assertThat(failure.code()).isEqualTo("tls-untrusted");
    assertThat(failure)
        .hasMessageContaining("localhost:" + SERVER.port())
        .hasMessageContaining("was signed by nobody we trust");
    assertThat(failure.remedy()).startsWith("Nothing was changed.").contains("`ssl-root-cert`");
    assertThat(failure(() -> dump(database))).hasMessageContaining("certificate verify failed");
  }

  @Test
  void a_certificate_for_another_host_is_refused_by_us_and_by_the_programs() {
    var database = database("127.0.0.1", "?sslmode=verify-full", root);

    var failure = failure(database::connect);

    assertThat(failure.code()).isEqualTo("tls-wrong-host");
    assertThat(failure).hasMessageContaining("was made for another host name");
    assertThat(failure.remedy()).startsWith("Nothing was changed.").contains("verify-ca");
    assertThat(failure(() -> dump(database))).hasMessageContaining("does not match host name");
  }

  @Test
  void verify_ca_checks_who_signed_and_leaves_out_the_name() {
    assertThat(database("127.0.0.1", "?sslmode=verify-ca", root).<Boolean>read(TlsIT::isEncrypted))
        .isTrue();
    assertThat(database("127.0.0.1", "?sslmode=require", root).<Boolean>read(TlsIT::isEncrypted))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?sslmode=require", "?sslmode=prefer", ""})
  void encryption_without_proof_is_used_where_it_is_asked_for_or_offered(String query) {
    assertThat(database("127.0.0.1", query, RootCert.NONE).<Boolean>read(TlsIT::isEncrypted))
        .isTrue();
  }

  @Test
  void the_root_that_the_url_names_is_read_or_named_as_unreadable(@TempDir Path folder)
      throws Exception {
    var file = Files.writeString(folder.resolve("root.pem"), root.pem());
    var query = "?sslmode=verify-full&sslrootcert=";

    assertThat(database("localhost", query + file, RootCert.NONE).<Boolean>read(TlsIT::isEncrypted))
        .isTrue();
    var failure = failure(() -> database("localhost", query + "x.pem", RootCert.NONE).connect());
    assertThat(failure.code()).isEqualTo("root-cert-unreadable");
    assertThat(failure).hasMessageContaining("cannot read a file at `x.pem`");
  }

  @Test
  void a_server_without_encryption_is_refused_when_encryption_is_asked_for() {
    var plain = PostgresServer.of(Major.V14);
    var url = DatabaseUrl.parse(plain.url("postgres") + "?sslmode=require");

    var failure =
        failure(() -> new Database(url, Database.Session.DEFAULT, new Cancellation()).connect());

    assertThat(failure.code()).isEqualTo("tls-refused");
    assertThat(failure).hasMessageContaining(url.place() + " does not offer encryption");
    assertThat(failure.remedy()).startsWith("Nothing was changed.").contains("sslmode=disable");
  }

  @Test
  void a_handshake_on_which_the_two_sides_cannot_agree_is_told_as_that() throws SQLException {
    try (var session = SERVER.connect("postgres");
        var statement = session.createStatement()) {
      statement.execute("alter system set ssl_max_protocol_version = 'TLSv1.2'");
      // our key is no RSA key
      statement.execute("alter system set ssl_ciphers = 'ECDHE-RSA-AES128-GCM-SHA256'");
      statement.execute("select pg_reload_conf(), pg_sleep(0.3)");
      try {
        var failure = failure(database("localhost", "?sslmode=require", root)::connect);

        assertThat(failure.code()).isEqualTo("tls-failed");
        assertThat(failure).hasMessageContaining("No encrypted connection to localhost:");
        assertThat(failure.remedy()).startsWith("Nothing was changed.").contains("TLS settings");
      } finally {
        statement.execute("alter system reset ssl_max_protocol_version");
        statement.execute("alter system reset ssl_ciphers");
        statement.execute("select pg_reload_conf(), pg_sleep(0.3)");
      }
    }
  }

  @Test
  void the_server_sees_which_step_is_connected() {
    var database = database("localhost", "", root);

    assertThat(
            database.<String>read(connection -> {
              try (var statement = connection.createStatement();
                  var result = statement.executeQuery("show application_name")) {
                result.next();
                return result.getString(1);
              }
            }))
        .isEqualTo("lockgate/backup");
  }

  private static Database database(String host, String query, RootCert roots) {
    var url = SERVER.url("postgres").replace("127.0.0.1", host) + query;
    var run = new Run("backup", "", "", "", "", "", "", "", 1);
    var context = new StepContext(run, Path.of(""), Path.of(""), Log.SILENT, new Cancellation());
    return Database.of(
        DatabaseUrl.parse(url), Database.Session.DEFAULT, new Tls(roots, false), context);
  }

  private static boolean isEncrypted(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      return result.next() && result.getBoolean(1);
    }
  }

  private static byte[] dump(Database database) {
    var bytes = new ByteArrayOutputStream();
    new PgDump(database, Major.V17, Duration.ofMinutes(1), Duration.ofMinutes(1))
        .writeTo(bytes, Optional.empty());
    return bytes.toByteArray();
  }

  private static StepFailure failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(StepFailure.class, call);
  }
}
