package dev.lockgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagsTest {
  private static final ActionYml ACTION =
      new ActionYml(
          "does something",
          List.of(
              new ActionYml.Input("database-url", "the database", ""),
              new ActionYml.Input("notify", "when", "problems"),
              new ActionYml.Input("github-token", "reads", "${{ github.token }}")));

  @Test
  void a_flag_is_stronger_than_a_variable_and_a_variable_than_the_default() {
    var environment = Map.of("LOCKGATE_DATABASE_URL", "from-variable", "LOCKGATE_NOTIFY", "never");

    var inputs = Flags.read("backup", ACTION, List.of("--notify", "always"), environment);

    assertThat(inputs)
        .containsEntry("database-url", "from-variable")
        .containsEntry("notify", "always");
  }

  @Test
  void a_value_may_follow_an_equals_sign_and_hold_more_of_them() {
    var inputs =
        Flags.read("backup", ACTION, List.of("--database-url=postgresql://h/d?a=b"), Map.of());

    assertThat(inputs).containsEntry("database-url", "postgresql://h/d?a=b");
  }

  @Test
  void defaults_come_from_action_yml_and_expressions_of_github_are_empty_in_a_shell() {
    var inputs = Flags.read("backup", ACTION, List.of(), Map.of());

    assertThat(inputs).containsEntry("notify", "problems").containsEntry("github-token", "");
  }

  @Test
  void an_unknown_flag_is_named_together_with_the_known_ones() {
    assertThatThrownBy(() -> Flags.read("backup", ACTION, List.of("--databse-url", "x"), Map.of()))
        .hasMessageContaining("unknown flag `--databse-url`")
        .hasMessageContaining("--database-url");
  }

  @Test
  void a_bare_word_a_missing_value_and_a_flag_given_twice_are_refused_without_repeating_values() {
    assertThatThrownBy(() -> Flags.read("backup", ACTION, List.of("secret-word"), Map.of()))
        .hasMessageContaining("expected flags")
        .hasMessageNotContaining("secret-word");
    assertThatThrownBy(() -> Flags.read("backup", ACTION, List.of("--notify"), Map.of()))
        .hasMessageContaining("needs a value");
    assertThatThrownBy(() ->
            Flags.read("backup", ACTION, List.of("--notify", "never", "--notify", "x"), Map.of()))
        .hasMessageContaining("given twice");
  }
}
