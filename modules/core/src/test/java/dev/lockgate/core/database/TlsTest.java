package dev.lockgate.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lockgate.core.step.Unsafe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsTest {
  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  private static final Tls PRODUCTION = Tls.of(RootCert.NONE, "Production");

  @ParameterizedTest
  @CsvSource({
    "db.example.com, VERIFY_FULL",
    "8.8.8.8, VERIFY_FULL",
    "172.32.0.1, VERIFY_FULL",
    "[2600:1f18::1], VERIFY_FULL",
    "localhost, PREFER",
    "127.0.0.1, PREFER",
    "[::1], PREFER",
    "10.1.2.3, PREFER",
    "172.17.0.1, PREFER",
    "192.168.1.9, PREFER",
    "100.100.1.1, PREFER",
    "[fd00::5], PREFER",
    "db, PREFER",
    "127.evil.example, VERIFY_FULL",
    "10.evil.example, VERIFY_FULL",
  })
  void without_a_word_a_public_host_must_prove_who_it_is(String host, TlsMode mode) {
    assertThat(Tls.DEFAULT.mode(url("postgres://a@" + host + "/d"))).isEqualTo(mode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "allow", "prefer"})
  void production_refuses_a_connection_that_may_be_plain(String word) {
    assertThatExceptionOfType(Unsafe.class)
        .isThrownBy(() -> PRODUCTION.mode(url("postgres://a:pw@db/d?sslmode=" + word)))
        .withMessageContaining("db:5432/d says `sslmode=" + word + "`")
        .satisfies(e -> assertThat(e.code()).isEqualTo("tls-required"))
        .satisfies(e -> assertThat(e.remedy()).contains("Nothing was changed", "verify-full"));
  }

  @Test
  void production_insists_on_encryption_inside_a_private_network_and_not_inside_one_machine() {
    assertThat(PRODUCTION.mode(url("postgres://a@db/d"))).isEqualTo(TlsMode.REQUIRE);
    assertThat(PRODUCTION.mode(url("postgres://a@localhost/d"))).isEqualTo(TlsMode.PREFER);
    assertThat(PRODUCTION.mode(url("postgres://a@/d?host=/run"))).isEqualTo(TlsMode.DISABLE);
  }

  @Test
  void a_root_certificate_turns_require_into_verify_ca_as_in_libpq() {
    var url = url("postgres://a@db.example.com/d?sslmode=require");

    assertThat(Tls.DEFAULT.mode(url)).isEqualTo(TlsMode.REQUIRE);
    assertThat(new Tls(new RootCert(PEM), false).mode(url)).isEqualTo(TlsMode.VERIFY_CA);
  }

  @Test
  void verify_ca_without_a_root_of_ones_own_checks_the_name_too() {
    var url = url("postgres://a@db.example.com/d?sslmode=verify-ca");

    assertThat(Tls.DEFAULT.mode(url)).isEqualTo(TlsMode.VERIFY_FULL);
    assertThat(new Tls(new RootCert(PEM), false).mode(url)).isEqualTo(TlsMode.VERIFY_CA);
    assertThat(Tls.DEFAULT.mode(url("postgres://a@h/d?sslmode=require&sslrootcert=system")))
        .isEqualTo(TlsMode.REQUIRE);
  }

  @Test
  void root_certificates_are_given_as_text_or_as_a_file(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("root.pem"), "subject: x\n" + PEM + "trailer");

    assertThat(RootCert.read(PEM, folder).pem()).isEqualTo(PEM);
    assertThat(RootCert.read("root.pem", folder).pem()).isEqualTo(PEM);
    assertThat(RootCert.read(" ", folder)).isEqualTo(RootCert.NONE);
  }

  @Test
  void a_root_certificate_that_cannot_be_read_is_named(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("empty.pem"), "nothing");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RootCert.read("missing.pem", folder))
        .withMessageContaining("cannot read a file at `missing.pem`");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RootCert.read("empty.pem", folder))
        .withMessageContaining("there is none in `empty.pem`");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RootCert.read("-----BEGIN PRIVATE KEY-----\nhidden", folder))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
  }

  private static DatabaseUrl url(String text) {
    return DatabaseUrl.parse(text);
  }
}
