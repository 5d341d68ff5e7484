package dev.lockgate.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.testkit.actions.ActionYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadmeTablesTest {
  static List<String> steps() {
    return Tree.STEPS;
  }

  /** With {@code -Dapprove=true} the page is written instead. */
  @ParameterizedTest
  @MethodSource("steps")
  void the_tables_say_what_action_yml_says(String step) throws IOException {
    var page = Path.of("action-" + step, "README.md");
    var text = Tree.read(page);

    var fresh = ReadmeTables.renew(text, ActionYaml.ofStep(step));

    if (Boolean.getBoolean("approve")) {
      Files.writeString(Tree.ROOT.resolve(page), fresh);
    } else {
      assertThat(text).isEqualTo(fresh);
    }
  }

  @Test
  void a_table_shows_default_and_meaning_on_one_line() {
    var action =
        ActionYaml.parse(
            """
            inputs:
              store:
                description: |
                  where backups are kept,
                  `a|b`
                default: file:backups
              confirm:
                description: typed by a person
                required: true
                default: ''
            outputs:
              result:
                description: how it ended
            """);

    var page =
        ReadmeTables.renew(
            """
            before
            <!-- generated from action.yml -->
            stale
            <!-- end of what is generated -->
            after
            """,
            action);

    assertThat(page)
        .contains(
            "| `store` | `file:backups` | where backups are kept, `a\\|b` |",
            "| `confirm` | **required** | typed by a person |",
            "| `result` | how it ended |")
        .doesNotContain("stale")
        .startsWith("before\n")
        .endsWith("after\n");
  }

  @Test
  void a_page_without_the_two_markers_is_an_error() {
    var action = ActionYaml.parse("name: x");

    assertThatThrownBy(() -> ReadmeTables.renew("no markers", action))
        .hasMessageContaining("generated from action.yml");
  }
}
