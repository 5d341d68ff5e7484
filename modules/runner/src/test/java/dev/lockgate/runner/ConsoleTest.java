package dev.lockgate.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.testkit.actions.Annotation;
import dev.lockgate.testkit.actions.Heard;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Console console = new Console(new PrintStream(printed, false, UTF_8));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::error::injected",
        "  ::add-mask::injected",
        "##[error]injected",
        "NOTICE: a table named ##[warning]injected",
        "first\n::error::injected",
        "first\r::error::injected",
        "first\r\n##[error]injected",
        "#\u0001#[error]injected",
        "::stop-commands::mine\n::mine::\n::error::injected",
      })
  void nothing_from_outside_is_a_command(String text) {
    console.print(text);
    console.printUntrusted(text);
    console.command("notice", Map.of("title", "real"), "still heard");

    var heard = heard();
    assertThat(heard.annotations())
        .containsExactly(
            new Annotation(Annotation.Level.NOTICE, "still heard", Map.of("title", "real")));
    assertThat(heard.masks()).isEmpty();
    assertThat(heard.failed()).isFalse();
  }

  @Test
  void the_data_and_the_properties_of_a_command_arrive_as_they_were() {
    var properties = new LinkedHashMap<String, String>();
    properties.put("file", "db/a,b:c%.sql");
    properties.put("line", "3");

    console.command("error", properties, "50% of\r\nit, really: yes");

    assertThat(heard().annotations())
        .containsExactly(
            new Annotation(
                Annotation.Level.ERROR,
                "50% of\r\nit, really: yes",
                Map.of("file", "db/a,b:c%.sql", "line", "3")));
  }

  @Test
  void every_line_is_flushed_at_once() {
    console.print("first");

    assertThat(printed.toString(UTF_8)).isEqualTo("first\n");
  }

  @Test
  void what_a_terminal_would_obey_is_taken_out() {
    assertThat(Console.plain("a\u001b[31mred\u0007\tb")).isEqualTo("a[31mred\tb");
  }

  private Heard heard() {
    return Heard.from(printed.toString(UTF_8));
  }
}
