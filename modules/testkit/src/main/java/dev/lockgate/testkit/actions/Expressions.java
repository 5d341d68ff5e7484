package dev.lockgate.testkit.actions;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few expressions an {@code action.yml} of ours may hold: {@code github.*}, {@code inputs.*}.
 */
final class Expressions {
  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{\\{\\s*(github|inputs)\\.([A-Za-z0-9_-]+)\\s*}}");

  private Expressions() {}

  static String evaluate(String text, Map<String, String> inputs, Map<String, String> github) {
    var result =
        EXPRESSION
            .matcher(text)
            .replaceAll(found -> {
              var context = found.group(1).equals("github") ? github : inputs;
              return Matcher.quoteReplacement(context.getOrDefault(found.group(2), ""));
            });
    if (result.contains("${{")) {
      throw new IllegalArgumentException("not an expression this runner knows: " + text);
    }
    return result;
  }
}
