package dev.lockgate.core.schema.plan;

/** Routines and operators as the catalog gives them: a name and arguments in parentheses. */
final class Signatures {
  private Signatures() {}

  /** The name alone. */
  static String name(String signature) {
    boolean quoted = false;
    for (int i = 0; i < signature.length(); i++) {
      char c = signature.charAt(i);
      quoted = c == '"' ? !quoted : quoted;
      if (c == '(' && !quoted) {
        return signature.substring(0, i);
      }
    }
    return signature;
  }
}
