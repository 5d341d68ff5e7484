package dev.lockgate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbookTest {
  private static final Path RUNBOOK = Path.of("modules/docs/runbook.md");
  private static final Pattern FAILURE =
      Pattern.compile(
          "new\\s+(?:BadInputs|Unsafe|OutsideFailed|HalfWay)\\(\\s*\"([a-z0-9-]+)\""
              + "|new\\s+(?:Outcome\\.)?Blocked\\([^;]*?,\\s*\"([a-z0-9-]+)\"\\s*\\)\\s*;"
              + "|Finding(?:\\.of)?\\(\\s*(?:Finding\\.)?(?:Level\\.)?[A-Z]+,\\s*\"([a-z0-9-]+)\"");

  @Test
  void every_code_of_a_failure_has_a_heading() {
    assertThat(headings()).containsAll(codesInSources());
  }

  @Test
  void every_heading_is_a_code_that_a_step_can_name() {
    var sources = Tree.sources().stream().map(Tree::read).toList();

    assertThat(headings())
        .allSatisfy(code ->
            assertThat(sources).as(code).anyMatch(text -> text.contains("\"" + code + "\"")));
  }

  @Test
  void headings_are_sorted_and_occur_once() {
    assertThat(headings()).isSorted().doesNotHaveDuplicates();
  }

  static Stream<String> headings() {
    return Markdown.parse(Tree.read(RUNBOOK)).headings().stream();
  }

  @ParameterizedTest
  @MethodSource("headings")
  void a_page_says_what_it_means_whether_data_is_safe_and_what_to_do(String code) {
    var page = page(code);

    assertThat(page)
        .containsSubsequence("**What it means.**", "**Is my data safe?**", "**What to do.**");
  }

  private static String page(String code) {
    var text = Tree.read(RUNBOOK);
    var start = text.indexOf("\n## " + code + "\n");
    var end = text.indexOf("\n## ", start + 1);
    return end < 0 ? text.substring(start) : text.substring(start, end);
  }

  private static SortedSet<String> codesInSources() {
    var codes = new TreeSet<String>();
    for (var source : Tree.sources()) {
      FAILURE
          .matcher(Tree.read(source))
          .results()
          .forEach(found ->
              Stream.of(1, 2, 3)
                  .map(found::group)
                  .filter(code -> code != null)
                  .forEach(codes::add));
    }
    assertThat(codes).as("the pattern finds codes at all").hasSizeGreaterThan(3);
    return codes;
  }
}
