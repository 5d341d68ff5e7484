package dev.lockgate.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds secrets in text; what it says of a find never holds the secret. */
final class SecretSearch {
  private static final Map<String, Pattern> SHAPES =
      Map.of(
          "a private key",
              Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\\\n]*[A-Za-z0-9+/]{40}"),
          "a GitHub token", Pattern.compile("\\b(gh[pousr]_|github_pat_)[A-Za-z0-9_]{30,}"),
          "an AWS access key",
              Pattern.compile("\\b(AKIA|ASIA)(?!IOSFODNN7EXAMPLE\\b)[A-Z0-9]{16}\\b"),
          "a Slack token", Pattern.compile("\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
          "a Slack webhook",
              Pattern.compile(
                  "hooks\\.slack\\.com/services/T(?!0+/)[A-Z0-9]{6,}/B[A-Z0-9]{6,}/\\w{16,}"),
          "an age identity", Pattern.compile("AGE-SECRET-KEY-1[A-Z0-9]{40,}"),
          "a Google API key", Pattern.compile("\\bAIza[A-Za-z0-9_-]{35}"),
          "a JSON web token",
              Pattern.compile(
                  "\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"));

  private static final Pattern URL =
      Pattern.compile(
          "[a-z][a-z0-9+]*://[^\\s:/@\"'`<>{}]+:([^\\s@/\"'`<>{}]+)@([^\\s:/?\"'`,)<>]+)");

  /** Reserved names and addresses, at which nobody listens but our own tests. */
  private static final Pattern NOBODY =
      Pattern.compile(
          "(?i)localhost|127\\..*|\\[.*|10\\..*|192\\.(0\\.2|168)\\..*|198\\.51\\.100\\..*|203\\.0\\.113\\..*"
              + "|[^.]+|(.*\\.)?(example|invalid|test|localhost|example\\.(com|org|net))");

  /** Passwords that say of themselves that they are none, wherever they stand. */
  private static final Set<String> FAKE =
      Set.of("secret", "password", "pw", "throw-away", "wrong", "***", "…", "...");

  private SecretSearch() {}

  /** What was found and on which line. */
  static List<String> in(String text) {
    var found = new ArrayList<String>();
    SHAPES.forEach((name, shape) ->
        shape.matcher(text).results().forEach(m -> found.add(name + line(text, m.start()))));
    URL.matcher(text)
        .results()
        .filter(url -> !FAKE.contains(url.group(1)) && !NOBODY.matcher(url.group(2)).matches())
        .forEach(url -> found.add("a URL with a password" + line(text, url.start())));
    return found;
  }

  private static String line(String text, int position) {
    return " on line " + (text.substring(0, position).lines().count() + 1);
  }
}
