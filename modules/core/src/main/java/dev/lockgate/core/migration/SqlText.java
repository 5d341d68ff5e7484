package dev.lockgate.core.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Splits SQL into statements the way PostgreSQL's own shell does: it knows comments, quotes, dollar
 * quotes, parentheses and the bodies of SQL-standard functions, and nothing else.
 */
public final class SqlText {
  private static final Pattern COPY = Pattern.compile("COPY .*FROM STDIN.*");
  private static final Pattern GAP = Pattern.compile("\\s+");
  private static final Pattern COPY_END = Pattern.compile("(?m)^\\\\\\.\\s*$");

  private static final String OPERATORS = "+-*/<>=~!@#%^&|`?:";

  private final String sql;
  private final List<Statement> statements = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private int at;
  private int parentheses;
  private int body;
  private int start = -1;
  private int countedTo;
  private int line = 1;

  private SqlText(String sql) {
    this.sql = sql;
  }

  /** The statements of a text, in order. */
  public static List<Statement> statements(String sql) {
    return new SqlText(sql).split();
  }

  /**
   * What is left of a text without its comments, the amount of its white space and the case of its
   * words: two texts with the same essence do the same.
   */
  public static String essence(String sql) {
    return new SqlText(sql).essence().replaceAll("[;\\s]+$", "");
  }

  private String essence() {
    var kept = new StringBuilder();
    boolean gap = false;
    while (at < sql.length()) {
      int from = at;
      next();
      var piece = sql.substring(from, Math.min(at, sql.length()));
      if (piece.isBlank() || piece.startsWith("--") || piece.startsWith("/*")) {
        gap = true;
        continue;
      }
      // two operators side by side may be one
      if (!kept.isEmpty() && (gap || !isOperator(kept.charAt(kept.length() - 1), piece))) {
        kept.append(' ');
      }
      kept.append(isPlainWord(piece) ? piece.toLowerCase(Locale.ROOT) : piece);
      gap = false;
    }
    return kept.toString();
  }

  private static boolean isOperator(char before, String piece) {
    return OPERATORS.indexOf(before) >= 0 && OPERATORS.indexOf(piece.charAt(0)) >= 0;
  }

  private static boolean isPlainWord(String piece) {
    return isWordStart(piece.charAt(0)) && piece.indexOf('\'') < 0;
  }

  private List<Statement> split() {
    while (at < sql.length()) {
      next();
    }
    finish();
    return List.copyOf(statements);
  }

  private void next() {
    char c = sql.charAt(at);
    if (sql.startsWith("--", at)) {
      skipTo(sql.indexOf('\n', at), 1);
    } else if (sql.startsWith("/*", at)) {
      skipComment();
    } else if (Character.isWhitespace(c) || c == '\uFEFF') {
      at++;
    } else if (c == ';' && parentheses <= 0 && body == 0) {
      boolean copy =
          start >= 0 && words.indexOf("COPY") >= 0 && COPY.matcher(normalized()).matches();
      finish();
      at++;
      if (copy) {
        skipCopyData();
      }
    } else {
      begin();
      token(c);
    }
  }

  private void token(char c) {
    if (c == '\'') {
      skipQuoted('\'', false);
    } else if (c == '"') {
      skipQuoted('"', false);
    } else if (c == '$' && dollarQuote() > 0) {
      int length = dollarQuote();
      var tag = sql.substring(at, at + length);
      skipTo(sql.indexOf(tag, at + length), length);
    } else if (isWordStart(c)) {
      word();
    } else {
      if (c == '(') {
        parentheses++;
      } else if (c == ')') {
        parentheses--;
      }
      words.append(c == '.' || c == '(' || c == ')' || c == ',' || c == ';' ? " " + c + " " : " ");
      at++;
    }
  }

  private void word() {
    int end = at;
    while (end < sql.length() && isWordPart(sql.charAt(end))) {
      end++;
    }
    var word = sql.substring(at, end).toUpperCase(Locale.ROOT);
    at = end;
    if (word.equals("E") && at < sql.length() && sql.charAt(at) == '\'') {
      skipQuoted('\'', true);
      return;
    }
    functionBody(word);
    words.append(' ').append(word);
  }

  /** {@code begin atomic … end}, in which {@code case … end} may stand. */
  private void functionBody(String word) {
    if (word.equals("ATOMIC") && normalized().endsWith(" BEGIN") && isRoutine()) {
      body = 1;
    } else if (body > 0 && word.equals("CASE")) {
      body++;
    } else if (body > 0 && word.equals("END")) {
      body--;
    }
  }

  private boolean isRoutine() {
    var soFar = normalized();
    return soFar.matches("CREATE( OR REPLACE)? (FUNCTION|PROCEDURE) .*");
  }

  private String normalized() {
    return GAP.matcher(words.toString().strip()).replaceAll(" ");
  }

  private void begin() {
    if (start < 0) {
      start = at;
    }
  }

  private void finish() {
    if (start >= 0) {
      var text = sql.substring(start, Math.min(at, sql.length())).stripTrailing();
      statements.add(new Statement(lineOf(start), text, normalized()));
    }
    start = -1;
    parentheses = 0;
    body = 0;
    words.setLength(0);
  }

  private int lineOf(int offset) {
    while (countedTo < offset) {
      if (sql.charAt(countedTo++) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The rows after {@code copy … from stdin} are data, up to a line of its own: {@code \\.}. */
  private void skipCopyData() {
    var end = COPY_END.matcher(sql);
    at = end.find(at) ? end.end() : sql.length();
  }

  private void skipComment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
    words.append(' ');
  }

  private void skipQuoted(char quote, boolean backslashes) {
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (backslashes && c == '\\') {
        at += 2;
      } else if (c == quote && at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
        at += 2;
      } else if (c == quote) {
        at++;
        break;
      } else {
        at++;
      }
    }
    at = Math.min(at, sql.length());
    words.append(" ? ");
  }

  /** Length of {@code $tag$} at this place, 0 when there is none. */
  private int dollarQuote() {
    int end = at + 1;
    while (end < sql.length() && sql.charAt(end) != '$') {
      char c = sql.charAt(end);
      boolean fits = end == at + 1 ? isWordStart(c) : isWordPart(c) && c != '$';
      if (!fits) {
        return 0;
      }
      end++;
    }
    return end < sql.length() ? end + 1 - at : 0;
  }

  private void skipTo(int found, int length) {
    at = found < 0 ? sql.length() : found + length;
    words.append(" ");
  }

  private static boolean isWordStart(char c) {
    return Character.isLetter(c) || c == '_' || c > 127;
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || Character.isDigit(c) || c == '$';
  }
}
