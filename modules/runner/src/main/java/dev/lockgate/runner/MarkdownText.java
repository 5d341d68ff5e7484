package dev.lockgate.runner;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Text from anywhere as GitHub's Markdown: it looks as it was written, and nothing in it is obeyed.
 * A pair of back-ticks in one line makes code, since our own messages quote what was received so.
 */
final class MarkdownText {
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern ACTIVE =
      Pattern.compile("[\\\\`*\\[\\]|~$]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");
  private static final Pattern STARTS_A_BLOCK = Pattern.compile("^(\\d*)([-+#.)])");

  /** What GitHub makes a mention of, or a link to an issue. */
  private static final Pattern REFERENCE =
      Pattern.compile("(?<!\\w)@(?=\\w)|#(?=\\d)|(?i)GH(?=-\\d)");

  /** Nothing to see, and enough to keep a reference from being one. */
  private static final String BREAK = "&#8203;";

  private MarkdownText() {}

  /** Words in a paragraph, a list, a heading or a cell: one line, whatever the text holds. */
  static String words(String text) {
    var line = inline(text, MarkdownText::escaped, MarkdownText::codeSpan).replace("\n", "<br>");
    return STARTS_A_BLOCK.matcher(line).replaceFirst("$1\\\\$2");
  }

  /** Words inside an HTML element. */
  static String html(String text) {
    return inline(text, MarkdownText::entities, MarkdownText::codeElement).replace("\n", "<br>");
  }

  /** Code in a block whose fence is longer than any run of back-ticks in it. */
  static String fenced(String language, String code) {
    var fence = "```";
    while (code.contains(fence)) {
      fence += "`";
    }
    return fence + language + "\n" + visible(code).stripTrailing() + "\n" + fence + "\n";
  }

  /**
   * Without control characters, and without those that show text in another order than it is
   * obeyed.
   */
  static String visible(String text) {
    return text.replaceAll("\\R", "\n")
        .replaceAll("[\\p{Cntrl}&&[^\n\t]]|[\\u202a-\\u202e\\u2066-\\u2069]", "");
  }

  private static String inline(
      String text, UnaryOperator<String> plain, UnaryOperator<String> code) {
    var visible = visible(text).strip();
    var written = new StringBuilder();
    var at = 0;
    for (var quoted : CODE.matcher(visible).results().toList()) {
      written.append(plain.apply(visible.substring(at, quoted.start())));
      if (!written.isEmpty() && written.charAt(written.length() - 1) == '`') {
        written.append(BREAK); // two neighbours would be one
      }
      written.append(code.apply(quoted.group(1)));
      at = quoted.end();
    }
    return written.append(plain.apply(visible.substring(at))).toString();
  }

  private static String escaped(String text) {
    return entities(ACTIVE.matcher(text).replaceAll("\\\\$0"));
  }

  /** A pipe would end a cell even inside code. */
  private static String codeSpan(String code) {
    return code.contains("|") ? "<code>" + escaped(code) + "</code>" : "`" + code + "`";
  }

  private static String codeElement(String code) {
    return "<code>" + entities(code) + "</code>";
  }

  private static String entities(String text) {
    var safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return REFERENCE.matcher(safe).replaceAll("$0" + BREAK);
  }
}
