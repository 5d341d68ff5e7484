package dev.lockgate.postgres.script;

import dev.lockgate.core.step.Unsafe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a script apart into statements and the rows after {@code COPY … FROM stdin}, as it streams
 * by. It knows comments, quotes, dollar quotes and the bodies of SQL-standard functions, as psql
 * does; psql's own commands, which could run programs, are refused instead of obeyed.
 *
 * <p>All encodings of a database keep the ASCII bytes for themselves, so it looks at bytes.
 */
public final class ScriptReader {
  private static final int LONGEST = 256 << 20;
  private static final int KEPT = 4_000;

  /** They only switch psql's commands off, which is how it is here anyway. */
  private static final Set<String> HARMLESS = Set.of("\\restrict", "\\unrestrict");

  private final ScriptInput in;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final StringBuilder word = new StringBuilder();
  private final StringBuilder words = new StringBuilder();
  private String last = "";
  private int parentheses;
  private int body;
  private boolean copying;

  /** A reader of a script, which must end where the script does. */
  public ScriptReader(InputStream script) {
    this.in = new ScriptInput(script);
  }

  /**
   * A statement, as written and without its semicolon.
   *
   * @param bytes in the encoding of the script, one character each
   * @param words its first keywords in capitals, without comments, constants and quoted names
   */
  public record Piece(String bytes, String words) {
    /** Its text. */
    public String text(Charset encoding) {
      return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), encoding);
    }

    /** Whether rows follow it, to be read from {@link ScriptReader#rows()}. */
    public boolean hasRows() {
      return words.startsWith("COPY ") && words.contains(" FROM STDIN");
    }
  }

  /**
   * The next statement, or none at the end of the script.
   *
   * @throws Unsafe {@code script-unreadable} when it ends in the middle of something, or holds a
   *     command of psql
   */
  public Optional<Piece> next() throws IOException {
    if (copying) {
      throw new IllegalStateException("the rows were not read");
    }
    text.reset();
    words.setLength(0);
    last = "";
    parentheses = 0;
    body = 0;
    for (int c = in.next(); c >= 0; c = in.next()) {
      if (c == ';' && parentheses <= 0 && body == 0) {
        endWord();
        if (text.size() > 0) {
          return Optional.of(piece());
        }
      } else {
        take(c);
      }
    }
    endWord();
    return text.size() > 0 ? Optional.of(piece()) : Optional.empty();
  }

  private Piece piece() throws IOException {
    var piece = new Piece(text.toString(StandardCharsets.ISO_8859_1), words.toString().strip());
    copying = piece.hasRows();
    if (copying) {
      for (int c = in.next(); c >= 0 && c != '\n'; c = in.next()) {
        // the rest of the line
      }
    }
    return piece;
  }

  private void take(int c) throws IOException {
    if (c == '-' && in.peek(0) == '-') {
      endWord();
      lineComment();
    } else if (c == '/' && in.peek(0) == '*') {
      endWord();
      comment();
    } else if (c == '\'') {
      var escapes = word.toString().equalsIgnoreCase("e");
      word.setLength(0);
      quoted(c, escapes);
    } else if (c == '"') {
      endWord();
      quoted(c, false);
    } else if (c == '$' && word.isEmpty()) {
      dollar();
    } else if (c == '\\') {
      command();
    } else {
      plain(c);
    }
  }

  private void plain(int c) throws IOException {
    if (isWordPart(c)) {
      word.append((char) c);
    } else {
      endWord();
      if (c == '(') {
        parentheses++;
      } else if (c == ')') {
        parentheses--;
      }
    }
    if (text.size() > 0 || !isSpace(c)) {
      put(c);
    }
  }

  private void endWord() {
    if (word.isEmpty()) {
      return;
    }
    var upper = word.toString().toUpperCase(Locale.ROOT);
    word.setLength(0);
    if (upper.equals("ATOMIC") && last.equals("BEGIN") && isRoutine()) {
      body = 1;
    } else if (body > 0 && upper.equals("CASE")) {
      body++;
    } else if (body > 0 && upper.equals("END")) {
      body--;
    }
    last = upper;
    if (words.length() < KEPT) {
      words.append(' ').append(upper);
    }
  }

  private boolean isRoutine() {
    var soFar = words.toString();
    return soFar.startsWith(" CREATE ")
        && (soFar.contains(" FUNCTION ") || soFar.contains(" PROCEDURE "));
  }

  private void lineComment() throws IOException {
    for (int c = in.next(); c >= 0 && c != '\n'; c = in.next()) {
      // not kept
    }
    if (text.size() > 0) {
      put('\n');
    }
  }

  private void comment() throws IOException {
    in.next();
    for (int depth = 1; depth > 0; ) {
      int c = must(in.next(), "a comment");
      if (c == '/' && in.peek(0) == '*') {
        in.next();
        depth++;
      } else if (c == '*' && in.peek(0) == '/') {
        in.next();
        depth--;
      }
    }
    if (text.size() > 0) {
      put(' ');
    }
  }

  private void quoted(int quote, boolean escapes) throws IOException {
    put(quote);
    while (true) {
      int c = must(in.next(), "a quotation");
      put(c);
      if (c == '\\' && escapes) {
        put(must(in.next(), "a quotation"));
      } else if (c == quote) {
        if (in.peek(0) != quote) {
          return;
        }
        put(in.next());
      }
    }
  }

  /** {@code $tag$ … $tag$}, or a dollar that means nothing, such as that of a parameter. */
  private void dollar() throws IOException {
    var length = 0;
    while (length < 64 && isTagPart(in.peek(length), length == 0)) {
      length++;
    }
    put('$');
    if (in.peek(length) != '$') {
      return;
    }
    var tag = new byte[length + 2];
    tag[0] = '$';
    for (int i = 1; i < tag.length; i++) {
      tag[i] = (byte) in.next();
      put(tag[i]);
    }
    var matched = 0;
    while (matched < tag.length) {
      int c = must(in.next(), "a dollar quotation");
      put(c);
      matched = (byte) c == tag[matched] ? matched + 1 : c == '$' ? 1 : 0;
    }
  }

  private void command() throws IOException {
    var line = new ByteArrayOutputStream();
    line.write('\\');
    for (int c = in.next(); c >= 0 && c != '\n'; c = in.next()) {
      line.write(c);
    }
    var name = line.toString(StandardCharsets.UTF_8).strip().split("\\s", 2)[0];
    endWord();
    if (text.size() > 0 || !HARMLESS.contains(name)) {
      throw unreadable(
          "it holds the command " + name + " of psql, which Lockgate does not run",
          "Make the dump without -C and without \\connect, \\i, \\! or \\copy: as `pg_dump -Fc`, best.");
    }
  }

  /** The rows after the COPY just read, without the line that ends them. */
  public InputStream rows() {
    return new Rows();
  }

  private final class Rows extends InputStream {
    private boolean atLineStart = true;

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      var count = 0;
      while (count < length && copying) {
        if (atLineStart && isEnd()) {
          copying = false;
          break;
        }
        var some = in.line(into, offset + count, length - count);
        if (some == 0) {
          throw ends("the rows of a table");
        }
        count += some;
        atLineStart = into[offset + count - 1] == '\n';
      }
      return count == 0 && length > 0 ? -1 : count;
    }

    private boolean isEnd() throws IOException {
      if (in.peek(0) != '\\' || in.peek(1) != '.') {
        return false;
      }
      var after = in.peek(2) == '\r' ? in.peek(3) : in.peek(2);
      if (after != '\n' && after != -1) {
        return false;
      }
      for (int c = in.next(); c >= 0 && c != '\n'; c = in.next()) {
        // the end's own line
      }
      return true;
    }
  }

  private void put(int c) {
    if (text.size() >= LONGEST) {
      throw unreadable("one of its statements is longer than 256 MiB", "Use an archive instead.");
    }
    text.write(c);
  }

  private static int must(int c, String inside) {
    if (c < 0) {
      throw ends(inside);
    }
    return c;
  }

  private static Unsafe ends(String inside) {
    return unreadable(
        "it ends in the middle of " + inside, "It is cut off: use another copy of it.");
  }

  private static Unsafe unreadable(String why, String remedy) {
    return new Unsafe(
        "script-unreadable",
        "The SQL script cannot be run: " + why + ".",
        "The live database was not changed. " + remedy);
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  private static boolean isWordPart(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$'
        || c >= 128;
  }

  private static boolean isTagPart(int c, boolean first) {
    return isWordPart(c) && c != '$' && !(first && c >= '0' && c <= '9');
  }
}
