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
            .flatMap(
                file -> SecretSearch.in(Tree.read(file)).stream().map(what -> file + ": " + what))
            .toList();

    assertThat(found).isEmpty();
  }

  /** The bar is taken out first, so that this file itself holds no secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN ¦PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA",
        "ghp_¦0123456789abcdefghijABCDEFGHIJ012345",
        "github_pat_¦0123456789abcdefghijABCDEFGHIJ012345",
        "AKIA¦IOSFODNN7EXAMPLX",
        "xoxb-¦123456789012-abcdefghijkl",
        "https://hooks.slack.com/¦services/T0AB12CD3/B0AB12CD3/abcdefghijklmnopqrstuvwx",
        "AGE-SECRET-KEY-1¦QQPQYRZQ0XW4J8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "postgresql:¦//app:Xk29fhw@prod.eu-west-1.rds.amazonaws.com/shop",
        "eyJhbGciOiJIUzI1NiJ9.¦eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"
      })
  void a_planted_secret_is_found(String secret) {
    assertThat(SecretSearch.in("key = " + secret.replace("¦", ""))).hasSize(1);
  }

  @Test
  void what_is_found_is_not_printed() {
    var password = "Xk29fhw";

    var found = SecretSearch.in("postgresql://app:" + password + "@prod.shop.io/shop");

    assertThat(found).hasSize(1).allSatisfy(line -> assertThat(line).doesNotContain(password));
  }

  @Test
  void urls_that_no_server_answers_may_have_passwords() {
    for (var url :
        List.of(
            "postgresql://app:anything@db:5432/shop",
            "postgresql://app:anything@127.0.0.1/shop",
            "postgresql://app:anything@db.example.com/shop",
            "postgresql://postgres:secret@prod.shop.io/shop")) {
      assertThat(SecretSearch.in(url)).isEmpty();
    }
  }
}
