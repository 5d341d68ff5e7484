package dev.lockgate.runner;

import dev.lockgate.core.database.DatabaseUrl;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The text of a secret input, taken apart into what must be hidden: all of it, and of a URL the
 * password and every secret parameter. Works on broken texts too, since a typing error in a URL
 * must not show its password.
 *
 * @param parts what is hidden wherever it turns up, raw and percent-decoded
 * @param weak whether a part is too short or too common to be hidden wherever it turns up
 */
record SecretText(Set<String> parts, boolean weak) {
  private static final int SHORTEST = 5;

  /** Words that a report needs; hidden only together with what makes them a password in a URL. */
  private static final Set<String> COMMON =
      Set.of(
          "admin",
          "changeme",
          "example",
          "false",
          "github",
          "lockgate",
          "password",
          "postgres",
          "postgresql",
          "public",
          "secret",
          "testing",
          "please");

  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)[?&; ](?:[a-z_-]*(?:password|secret|token|signature|key)|sig|pwd)=([^&;\\s]+)");
  private static final Pattern WEB_PATH = Pattern.compile("(?i)https?://[^/]+/(.+)");

  SecretText {
    parts = Set.copyOf(parts);
  }

  static SecretText of(String text) {
    var parts = new LinkedHashSet<String>();
    var weak = addPart(parts, text, text);
    for (var password : DatabaseUrl.secretsIn(text)) {
      weak |= addPart(parts, password, ":" + password + "@");
    }
    var parameters = PARAMETER.matcher(text);
    while (parameters.find()) {
      weak |= addPart(parts, parameters.group(1), parameters.group());
    }
    var path = WEB_PATH.matcher(text);
    if (path.matches()) {
      weak |= addPart(parts, path.group(1), path.group());
    }
    return new SecretText(parts, weak);
  }

  /**
   * Adds a part raw and percent-decoded, or what surrounds it where the part itself is too weak.
   *
   * @return whether it was too weak
   */
  private static boolean addPart(Set<String> parts, String part, String surrounded) {
    var decoded = SecretForms.decoded(part);
    if (isWeak(part) || isWeak(decoded)) {
      if (!isWeak(surrounded)) {
        parts.add(surrounded);
      }
      return true;
    }
    parts.add(part);
    parts.add(decoded);
    return false;
  }

  static boolean isStrong(String part) {
    return !isWeak(part);
  }

  private static boolean isWeak(String part) {
    return part.length() < SHORTEST || COMMON.contains(part.toLowerCase(Locale.ROOT));
  }
}
