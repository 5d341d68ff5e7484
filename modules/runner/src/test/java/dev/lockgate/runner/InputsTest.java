package dev.lockgate.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.step.BadInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputsTest {
  private enum Level {
    NOTE,
    VERY_HIGH
  }

  @Test
  void a_good_input_becomes_a_value() {
    var inputs = new Inputs(Map.of("lock-timeout", " 5s\n", "comment", "false"));

    var timeout = inputs.required("lock-timeout", Parse::duration);
    var comment = inputs.optional("comment", Parse::flag, true);
    inputs.check();

    assertThat(timeout.get()).isEqualTo(Duration.ofSeconds(5));
    assertThat(comment.get()).isFalse();
  }

  @Test
  void an_empty_optional_input_has_its_fallback_or_no_value() {
    var inputs = new Inputs(Map.of("comment", "  "));

    assertThat(inputs.optional("comment", Parse::flag, true).get()).isTrue();
    assertThat(inputs.optional("environment", Parse::name).get()).isEmpty();
    assertThat(inputs.optionalSecret("shadow-url", DatabaseUrl::parse).get()).isEmpty();
    inputs.check();
  }

  @Test
  void every_bad_input_is_named_at_once_with_what_was_received_and_a_good_example() {
    var inputs =
        new Inputs(
            Map.of(
                "connect-timeout", "soon",
                "comment", "yes",
                "compression-level", "99",
                "fail-on", "sometimes",
                "migrations", "../../etc"));

    inputs.secret("database-url", DatabaseUrl::parse);
    inputs.optional("connect-timeout", Parse::duration);
    inputs.optional("comment", Parse::flag);
    inputs.optional("compression-level", Parse.integer(1, 19));
    inputs.optional("fail-on", Parse.oneOf(Level.class));
    inputs.optional("migrations", inputs.path());
    inputs.problem("confirm", "expected `RESTORE`");

    var failure = catchThrowableOfType(BadInputs.class, inputs::check);
    assertThat(failure.problems())
        .extracting(BadInputs.Problem::toString)
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("database-url: is required and was empty; expected"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "connect-timeout: expected a duration such as `10s`, `5m`, `2h` or `0` for"
                            + " no limit, got `soon`"),
            line -> assertThat(line).isEqualTo("comment: expected `true` or `false`, got `yes`"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "compression-level: expected a whole number from 1 to 19, such as `1`, got"
                            + " `99`"),
            line ->
                assertThat(line)
                    .isEqualTo("fail-on: expected `note` or `very-high`, got `sometimes`"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "migrations: expected a path inside the workspace such as `db/migration`,"
                            + " not one that leads out of it, got `../../etc`"),
            line -> assertThat(line).isEqualTo("confirm: expected `RESTORE`"));
    assertThat(failure.remedy()).contains("Nothing was changed");
  }

  @Test
  void asking_for_a_bad_input_before_the_check_names_the_problems_too() {
    var inputs = new Inputs(Map.of("comment", "yes"));

    var comment = inputs.optional("comment", Parse::flag, true);

    assertThatThrownBy(comment::get).isInstanceOf(BadInputs.class).hasMessageContaining("`yes`");
  }

  @Test
  void a_bad_secret_is_never_repeated() {
    var inputs = new Inputs(Map.of("database-url", "mysql://app:hunter2hunter@db/shop"));

    inputs.secret("database-url", DatabaseUrl::parse);

    assertThatThrownBy(inputs::check)
        .hasMessageContaining("what was received is secret and not shown")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void an_address_with_a_password_in_the_wrong_input_is_not_repeated() {
    var inputs = new Inputs(Map.of("environment", "postgres://app:hunter2hunter@db/shop"));

    inputs.optional("environment", Parse.integer(1, 2));

    assertThatThrownBy(inputs::check).hasMessageNotContaining("hunter2");
  }

  @Test
  void a_secret_is_hidden_before_its_parser_sees_it() {
    var happened = new ArrayList<String>();
    var inputs =
        new Inputs(
            name -> Optional.of("text of " + name),
            Path.of(""),
            (name, text) -> happened.add("hide " + name + ": " + text));

    inputs.secret(
        "github-token",
        text -> {
          happened.add("parse");
          return text;
        });

    assertThat(happened).containsExactly("hide github-token: text of github-token", "parse");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "ten", "10 s", "-5s", "5S", "1.5m", "10s;drop"})
  void a_duration_is_strict(String text) {
    assertThatThrownBy(() -> Parse.duration(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void durations_have_units() {
    assertThat(List.of("0", "250ms", "10s", "5m", "2h", "1d"))
        .extracting(Parse::duration)
        .containsExactly(
            Duration.ZERO,
            Duration.ofMillis(250),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofHours(2),
            Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "1", "on", "yes", "FALSE"})
  void a_flag_is_true_or_false_and_nothing_else(String text) {
    assertThatThrownBy(() -> Parse.flag(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "20", "3.0", "+3", "0x3", "99999999999999999999", "٣"})
  void a_whole_number_has_a_range(String text) {
    assertThatThrownBy(() -> Parse.integer(1, 19).apply(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "nul\0", "esc\u001b[31m"})
  void a_name_is_one_visible_line(String text) {
    assertThatThrownBy(() -> Parse.name(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_path_stays_in_the_workspace(@TempDir Path workspace) throws IOException {
    Files.createDirectories(workspace.resolve("db/migration"));
    Files.createSymbolicLink(workspace.resolve("inside"), Path.of("db"));
    Files.createSymbolicLink(workspace.resolve("outside"), Path.of("/etc"));
    Files.createSymbolicLink(workspace.resolve("dangling"), Path.of("/nowhere/at/all"));
    var path = new Inputs(Map.of(), workspace).path();

    assertThat(path.apply("db/migration")).isEqualTo(workspace.resolve("db/migration"));
    assertThat(path.apply("./db/../db/new")).isEqualTo(workspace.resolve("db/new"));
    assertThat(path.apply("inside/migration")).isEqualTo(workspace.resolve("inside/migration"));
    assertThat(path.apply(workspace + "/db")).isEqualTo(workspace.resolve("db"));
    for (var escape :
        List.of(
            "..", "db/../../x", "/etc/passwd", "outside", "outside/passwd", "dangling", "a\0b")) {
      assertThatThrownBy(() -> path.apply(escape))
          .as(escape)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("expected a path inside the workspace such as `db/migration`");
    }
  }
}
