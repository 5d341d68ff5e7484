package dev.lockgate.postgres;

/** Names and texts as SQL wants them written, whatever they hold. */
public final class Identifier {
  private Identifier() {}

  /** A name in double quotes. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A name in a schema, both in double quotes. */
  public static String quote(String schema, String name) {
    return quote(schema) + "." + quote(name);
  }

  /** A text as a literal that means the same with any {@code standard_conforming_strings}. */
  public static String literal(String text) {
    var quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
    return text.indexOf('\\') >= 0 ? " E" + quoted : quoted;
  }
}
