package dev.lockgate.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://ann:s%3Acret@db.example.com:6543/shop",
        "postgresql://ann:s%3Acret@db.example.com:6543/shop",
        "postgresql://db.example.com:6543/shop?user=ann&password=s%3Acret",
        "postgresql:///shop?host=db.example.com&port=6543&user=ann&password=s%3Acret",
        "jdbc:postgresql://db.example.com:6543/shop?user=ann&password=s%3Acret",
        "jdbc:postgresql://ann:s%3Acret@db.example.com:6543/shop",
        "  postgres://ann:s%3Acret@db.example.com:6543/shop\n",
      })
  void every_form_of_a_url_names_the_same_database(String text) {
    var url = DatabaseUrl.parse(text);

    assertThat(url.host()).isEqualTo("db.example.com");
    assertThat(url.port()).isEqualTo(6543);
    assertThat(url.database()).isEqualTo("shop");
    assertThat(url.user()).isEqualTo("ann");
    assertThat(url.password().reveal()).isEqualTo("s:cret");
    assertThat(url.parameters()).isEmpty();
    assertThat(url.socketFolder()).isEmpty();
  }

  @Test
  void percent_encoding_is_read_everywhere_and_a_plus_is_a_plus() {
    var url =
        DatabaseUrl.parse("postgres://%C3%A4nn%40x:a+b%2Fc%25@h%6Fst/sh%20op?schem%61=m%C3%BC");

    assertThat(url.user()).isEqualTo("änn@x");
    assertThat(url.password().reveal()).isEqualTo("a+b/c%");
    assertThat(url.host()).isEqualTo("host");
    assertThat(url.database()).isEqualTo("sh op");
    assertThat(url.schema()).contains("mü");
  }

  @Test
  void what_is_left_out_has_the_defaults_of_libpq() {
    var url = DatabaseUrl.parse("postgres://ann@host");

    assertThat(url.port()).isEqualTo(5432);
    assertThat(url.database()).isEqualTo("ann");
    assertThat(url.password().isEmpty()).isTrue();
    assertThat(url.tls()).isEmpty();
    assertThat(DatabaseUrl.parse("jdbc:postgresql:shop?user=ann").place())
        .isEqualTo("localhost:5432/shop");
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://ann@[2001:db8::1]:6543/shop, 2001:db8::1, [2001:db8::1]:6543/shop",
    "postgres://ann@[::1]/shop, ::1, [::1]:5432/shop",
    "jdbc:postgresql://[::1]:6543/shop?user=ann, ::1, [::1]:6543/shop",
  })
  void an_ipv6_address_stands_in_brackets(String text, String host, String place) {
    assertThat(DatabaseUrl.parse(text).host()).isEqualTo(host);
    assertThat(DatabaseUrl.parse(text)).hasToString(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://ann@%2Frun%2Fpostgresql:6543/shop",
        "postgres://ann@/shop?host=/run/postgresql&port=6543",
        "postgresql:///shop?host=%2Frun%2Fpostgresql&user=ann&port=6543",
      })
  void a_socket_folder_stands_in_place_of_the_host(String text) {
    var url = DatabaseUrl.parse(text);

    assertThat(url.socketFolder()).contains(Path.of("/run/postgresql"));
    assertThat(url.host()).isEmpty();
    assertThat(url.place()).isEqualTo("/run/postgresql:6543/shop");
  }

  @Test
  void the_schemas_for_unqualified_names_come_from_prisma_or_jdbc() {
    assertThat(DatabaseUrl.parse("postgres://a@h/d?schema=my,app").searchPath())
        .containsExactly("my,app");
    assertThat(DatabaseUrl.parse("jdbc:postgresql://h/d?user=a&currentSchema=app, x").searchPath())
        .isEqualTo(List.of("app", "x"));
    assertThat(DatabaseUrl.parse("postgres://a@h/d").schema()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://a@h/d?sslmode=verify-ca, VERIFY_CA",
    "postgres://a@h/d?ssl=true, REQUIRE",
    "jdbc:postgresql://h/d?user=a&ssl=true, VERIFY_FULL",
    "jdbc:postgresql://h/d?user=a&ssl=true&sslmode=require, REQUIRE",
    "jdbc:postgresql://h/d?user=a&ssl, VERIFY_FULL",
  })
  void the_url_says_how_much_encryption_is_wanted(String text, TlsMode mode) {
    assertThat(DatabaseUrl.parse(text).tls()).contains(mode);
  }

  @Test
  void parameters_of_drivers_are_kept_as_given() {
    var url =
        DatabaseUrl.parse(
            "postgres://a@h/d?options=endpoint%3Dep-cool-1&channel_binding=require&pgbouncer=true");

    assertThat(url.parameters())
        .containsEntry("options", "endpoint=ep-cool-1")
        .containsEntry("channel_binding", "require")
        .containsEntry("pgbouncer", "true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                       | nothing was given",
        "mysql://zoe:hidden@host/shop             | does not begin with `postgres://`",
        "jdbc:mysql://host/shop?password=hidden   | does not begin with `postgres://`",
        "host=db user=zoe password=hidden         | keyword form",
        "\"postgres://zoe:hidden@host/shop\"      | in quotes",
        "postgres://host/hidden                   | names no user",
        "postgres://zoe:hidden@/shop              | names no host",
        "postgres://zoe:hidden@a,b/shop           | several hosts",
        "postgres://zoe:hidden@a:1,b:2/shop       | several hosts",
        "jdbc:postgresql://a,b/shop?user=hidden   | several hosts",
        "postgres://zoe:hidden@host:x/shop        | no number from 1 to 65535",
        "postgres://zoe:hidden@host:70000/shop    | no number from 1 to 65535",
        "postgres://zoe:hid/den@host/shop         | is written `%40` or `%2F`",
        "postgres://zoe:hid@den@host/shop         | is written `%40` or `%2F`",
        "postgres://zoe:hid%zzden@host/shop       | two hexadecimal digits",
        "postgres://zoe:hidden%@host/shop         | two hexadecimal digits",
        "postgres://zoe:hidden%ff@host/shop       | not UTF-8",
        "postgres://zoe:hidden%00@host/shop       | `%00`",
        "postgres://zoe:hidden@::1:5432/shop      | in brackets",
        "postgres://zoe:x@host/shop?sslmode=hidden | `verify-full`",
      })
  void a_bad_url_is_refused_with_an_example_and_without_its_text(String text, String says) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseUrl.parse(text))
        .withMessageContaining("expected a URL such as `postgres://user:password@host:5432/")
        .withMessageContaining(says)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hid", "den@", "zoe", "shop"));
  }

  @Test
  void a_line_break_inside_a_url_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseUrl.parse("postgres://ann:x@host\n/shop"))
        .withMessageContaining("line break");
  }

  @Test
  void printing_a_url_never_shows_its_password() {
    var url = DatabaseUrl.parse("postgres://ann:secret@host/shop?sslpassword=secret");

    assertThat(url.toString() + url.place() + url.password()).doesNotContain("secret");
  }

  @Test
  void every_printed_form_of_a_password_is_known_to_the_mask() {
    assertThat(DatabaseUrl.secretsIn("postgres://ann:a%2Fb@host/shop")).contains("a%2Fb", "a/b");
    assertThat(DatabaseUrl.secretsIn("jdbc:postgresql://h/d?user=u&password=a%26b&x=y"))
        .contains("a%26b", "a&b");
    assertThat(DatabaseUrl.secretsIn("postgres://h/d?sslpassword=key")).contains("key");
  }

  @Test
  void the_password_of_a_url_that_cannot_be_read_is_masked_all_the_same() {
    assertThat(DatabaseUrl.secretsIn("postgres://ann:p@ss/w%rd@host/shop")).contains("p@ss/w%rd");
    assertThat(DatabaseUrl.secretsIn("host=db password='hidden one'")).contains("hidden");
    assertThat(DatabaseUrl.secretsIn("nonsense")).isEmpty();
  }

  @Test
  void another_database_of_the_same_server_keeps_everything_else() {
    var url = DatabaseUrl.parse("postgres://ann:x@host:6543/shop?sslmode=require");

    assertThat(url.withDatabase("other").place()).isEqualTo("host:6543/other");
    assertThat(url.withDatabase("other").tls()).contains(TlsMode.REQUIRE);
  }
}
