package dev.lockgate.core.database;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what must be masked in a text that was meant to be a database URL, well-formed or not. */
final class UrlSecrets {
  /** The longest reading: a password that holds an unescaped at sign, slash or question mark. */
  private static final Pattern IN_AUTHORITY = Pattern.compile("//[^:/?#@]*:(.+)@", Pattern.DOTALL);

  /** The reading of libpq: up to the first at sign. */
  private static final Pattern UP_TO_FIRST_AT = Pattern.compile("//[^:/?#@]*:([^@]+)@");

  private static final Pattern IN_QUERY =
      Pattern.compile("(?:^|[?&\\s])(?:ssl)?password\\s*=\\s*'?([^&'\\s]+)");

  private UrlSecrets() {}

  static Set<String> in(String text) {
    var found = new LinkedHashSet<String>();
    for (var pattern : new Pattern[] {IN_AUTHORITY, UP_TO_FIRST_AT, IN_QUERY}) {
      pattern.matcher(text).results().forEach(match -> addForms(match.group(1), found));
    }
    return found;
  }

  private static void addForms(String written, Set<String> found) {
    found.add(written);
    try {
      found.add(PercentText.decode(written));
    } catch (IllegalArgumentException _) {
      // no decoded form exists; the written one is masked
    }
  }
}
