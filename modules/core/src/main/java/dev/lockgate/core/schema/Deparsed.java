package dev.lockgate.core.schema;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that PostgreSQL wrote of an expression. What it writes for {@code status IN ('a', 'b')} on a
 * {@code varchar} is parsed into another expression than the one it was written of, and so would
 * differ for ever; the same list without its cast is parsed into that one.
 */
public final class Deparsed {
  private static final String CAST = ")::text[])";

  /** What is quoted stays as it is: literals, names and bodies of routines. */
  private static final Pattern LIST =
      Pattern.compile(
          "'(?:[^']++|'')*+'|\"(?:[^\"]++|\"\")*+\"|\\$(\\w*)\\$.*?\\$\\1\\$"
              + "|\\b(?<word>ANY|ALL) \\(\\("
              + "(?<list>ARRAY\\[(?:'(?:[^']++|'')*+'::character varying(?:, )?)++\\])"
              + "\\)::text\\[\\]\\)",
          Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("'(?:[^']++|'')*+'::character varying");

  private Deparsed() {}

  /** The text in a form that is the same again when PostgreSQL has parsed and written it. */
  public static String stable(String text) {
    return lists(text, list -> list);
  }

  /** What PostgreSQL writes once it has parsed the text as it is. */
  public static String again(String text) {
    return lists(text, list -> WORD.matcher(list).replaceAll("($0)::text"));
  }

  private static String lists(String text, UnaryOperator<String> written) {
    return text.contains(CAST)
        ? LIST.matcher(text)
            .replaceAll(found ->
                Matcher.quoteReplacement(
                    found.group("list") == null
                        ? found.group()
                        : found.group("word") + " (" + written.apply(found.group("list")) + ")"))
        : text;
  }
}
