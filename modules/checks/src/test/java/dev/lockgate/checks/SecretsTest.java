package dev.lockgate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @Test
  void no_file_of_the_repository_holds_a_secret() {
    var found =
        Tree.files().stream()
            .flatMap(file -> SecretSearch.in(Tree.read(file)).stream().map(what -> file + ": " + what))
            .toList();

    assertThat(found).isEmpty();
  }

  /** An underscore pair stands in for nothing, so that this file itself holds no secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN RSA __PRIVATE KEY-----",
        "ghp___0123456789abcdefghijABCDEFGHIJ012345",
        "github_pat___0123456789abcdefghijABCDEFGHIJ012345",
        "AKIA__IOSFODNN7EXAMPLX",
        "xoxb-__123456789012-abcdefghijkl",
        "https://hooks.slack.com/__services/T0AB12CD3/B0AB12CD3/abcdefghijklmnopqrstuvwx",
        "AGE-SECRET-KEY-1__QQPQYRZQ0XW4J8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "postgresql://app:__Xk29fhw@prod.eu-west-1.rds.amazonaws.com/shop",
        "eyJhbGciOiJIUzI1NiJ9__.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"
      })
  void a_planted_secret_is_found(String secret) {
    assertThat(SecretSearch.in("key = " + secret.replaceFirst("__", ""))).hasSize(1);
  }

  @Test
  void what_is_found_is_not_printed() {
    var password = "Xk29fhw";

    var found = SecretSearch.in("postgresql://app:" + password + "@prod.example.net/shop");

    assertThat(found).hasSize(1).allSatisfy(line -> assertThat(line).doesNotContain(password));
  }

  @Test
  void urls_that_no_server_answers_may_have_passwords() {
    for (var url :
        List.of(
            "postgresql://app:anything@db:5432/shop",
            "postgresql://app:anything@127.0.0.1/shop",
            "postgresql://app:anything@db.example.com/shop",
            "postgresql://postgres:secret@host.of.somebody.net/shop")) {
      assertThat(SecretSearch.in(url)).isEmpty();
    }
  }
}
