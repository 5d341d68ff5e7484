package dev.lockgate.testkit.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameValuesTest {
  @Test
  void short_and_heredoc_values_are_read() {
    var text = "a=1\n\nb=x<<y\nc<<END\nfirst\nsecond=2\nEND\nd<<END\nEND\ne=";

    assertThat(NameValues.parse(text))
        .isEqualTo(Map.of("a", "1", "b", "x<<y", "c", "first\nsecond=2", "d", "", "e", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no sign\n", "=value\n", "a<<\nx\n", "<<END\nx\nEND\n", "a<<END\nx\n"})
  void what_the_runner_refuses_is_refused(String text) {
    assertThatThrownBy(() -> NameValues.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
