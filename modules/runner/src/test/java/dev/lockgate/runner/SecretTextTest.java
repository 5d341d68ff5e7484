package dev.lockgate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTextTest {
  @Test
  void a_url_is_hidden_whole_and_its_password_raw_and_decoded() {
    var secret = SecretText.of("postgres://app:s%40crets%21@db/shop?sslpassword=keykeykey");

    assertThat(secret.parts())
        .contains(
            "postgres://app:s%40crets%21@db/shop?sslpassword=keykeykey",
            "s%40crets%21", "s@crets!", "keykeykey")
        .doesNotContain("db", "shop", "app");
    assertThat(secret.weak()).isFalse();
  }

  @Test
  void a_broken_url_hides_every_reading_of_its_password() {
    var secret = SecretText.of("postgres://app:p@ss/w0rd@db/shop");

    assertThat(secret.parts()).contains("p@ss/w0rd");
  }

  @Test
  void the_path_of_a_webhook_is_secret_by_itself() {
    var secret = SecretText.of("https://hooks.slack.com/services/T00/B00/abcdefghij");

    assertThat(secret.parts()).contains("services/T00/B00/abcdefghij");
  }

  @Test
  void a_short_or_common_password_is_hidden_only_where_it_is_one() {
    var secret = SecretText.of("postgres://postgres:postgres@db/shop");

    assertThat(secret.weak()).isTrue();
    assertThat(secret.parts())
        .contains(":postgres@", "postgres://postgres:postgres@db/shop")
        .doesNotContain("postgres");
  }

  @Test
  void a_password_too_weak_to_hide_is_said_to_be_so_without_saying_it(@TempDir Path folder) {
    var runner = new FakeRunner(folder).input("database-url", "postgres://app:abc@db/shop");

    runner.run((inputs, _) -> {
      inputs.secret("database-url", text -> text);
      throw new IllegalStateException("connecting to postgres://app:abc@db/shop as app:abc@");
    });

    var shown = String.join("\n", runner.heard().lines());
    assertThat(shown).contains("database-url: a password in it is too short or too common");
    assertThat(shown.replace("abcdef", "")).doesNotContain(":abc@");
  }

  @Test
  void forms_are_those_in_which_programs_write_a_secret() {
    assertThat(SecretForms.of("p'a\"s\\s:1/2"))
        .contains(
            "p%27a%22s%5Cs%3A1%2F2",
            "p%27a%22s%5cs%3a1%2f2",
            "p'a\\\"s\\\\s:1/2",
            "p''a\"s\\s:1/2",
            "p'a\"s\\\\s\\:1/2",
            "cCdhInNcczoxLzI=")
        .doesNotContain("");
  }
}
