package dev.lockgate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader of the rendered page sees is what was written, and nothing else happens. */
class MarkdownTextTest {
  private static final List<TablesExtension> TABLES =
      List.of((TablesExtension) TablesExtension.create());
  private static final String ALPHABET = "ab1 \\`*_[]()<>&|~$#@!-+=.:/\"'\n";

  @ParameterizedTest
  @MethodSource("texts")
  void words_look_as_they_were_written(String text) {
    assertThat(seen(MarkdownText.words(text) + "\n")).isEqualTo(expected(text));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void a_cell_holds_its_words_and_its_neighbour_stays_one(String text) {
    var page = "| a | b |\n| --- | --- |\n| " + MarkdownText.words(text) + " | end |\n";

    var html = html(page);

    assertThat(html.split("<td>", -1)).hasSize(3);
    assertThat(seenIn(html.substring(html.indexOf("<tbody>")))).startsWith(expected(text));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void words_in_an_element_look_as_they_were_written(String text) {
    var page = "<table>\n<tr><td>" + MarkdownText.html(text) + "</td></tr>\n</table>\n";

    assertThat(seen(page)).isEqualTo(expected(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"```", "````\n</details>", "a ``` b", "`", "~~~\n```sql"})
  void code_cannot_leave_its_fence(String code) {
    var html = html(MarkdownText.fenced("sql", code) + "\nafter\n");

    assertThat(html).startsWith("<pre><code class=\"language-sql\">").endsWith("<p>after</p>\n");
    assertThat(html.split("<pre>", -1)).hasSize(2);
  }

  @Test
  void a_mention_and_an_issue_are_text() {
    assertThat(MarkdownText.words("@octocat and @acme/team see #12 and GH-3, not a@b.c"))
        .isEqualTo(
            "@&#8203;octocat and @&#8203;acme/team see #&#8203;12 and GH&#8203;-3, not a@b.c");
  }

  @Test
  void what_would_reorder_or_hide_text_is_taken_out() {
    assertThat(MarkdownText.words("a\u202eb\u0007c\u001b[1m")).isEqualTo("abc\\[1m");
  }

  static Stream<String> texts() {
    var random = new Random(20260101);
    var made =
        Stream.generate(() ->
                random
                    .ints(1 + random.nextInt(24), 0, ALPHABET.length())
                    .collect(
                        StringBuilder::new,
                        (text, i) -> text.append(ALPHABET.charAt(i)),
                        StringBuilder::append)
                    .toString())
            .limit(150);
    var known =
        Stream.of(
            "1. one",
            "- two",
            "# three",
            "> four",
            "=====",
            "---",
            "***",
            "    code",
            "[x](y)",
            "![x](y)",
            "<script>",
            "&amp;",
            "a_b_c",
            "_a_",
            "__a__",
            "`|`",
            "a|b",
            "<!-- c -->",
            "https://example.test/a_b?c=d&e=f");
    return Stream.concat(known, made).filter(text -> !expected(text).isEmpty());
  }

  /** Back-ticks around something in one line mean code and are not seen; white space folds. */
  private static String expected(String text) {
    return folded(MarkdownText.visible(text).strip().replaceAll("`([^`\n]+)`", "$1"));
  }

  private static String seen(String markdown) {
    return seenIn(html(markdown));
  }

  private static String seenIn(String html) {
    return folded(
        html.replaceAll("<br ?/?>", " ")
            .replaceAll("</?(p|code|table|thead|tbody|tr|th|td)>", "")
            .replace("&#8203;", "")
            .replace("\u200b", "")
            .replace("&#124;", "|")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&"));
  }

  private static String folded(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String html(String markdown) {
    var document = Parser.builder().extensions(TABLES).build().parse(markdown);
    return HtmlRenderer.builder().extensions(TABLES).build().render(document);
  }
}
