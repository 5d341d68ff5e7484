package dev.lockgate.checks;

import dev.lockgate.testkit.actions.ActionYaml;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of inputs and outputs in a step's README, made from its {@code action.yml}. */
final class ReadmeTables {
  private static final String BEGIN =
      "<!-- generated from action.yml: ./mvnw -pl modules/checks -am test -Dtest=ReadmeTablesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dapprove=true -->";
  private static final String END = "<!-- end of what is generated -->";
  private static final Pattern GENERATED =
      Pattern.compile("<!-- generated from action\\.yml.*?" + Pattern.quote(END), Pattern.DOTALL);

  private ReadmeTables() {}

  /** The page with fresh tables. */
  static String renew(String page, ActionYaml action) {
    var found = GENERATED.matcher(page);
    if (!found.find()) {
      throw new IllegalArgumentException(
          "the page needs the lines\n<!-- generated from action.yml -->\n" + END);
    }
    return found.replaceFirst(Matcher.quoteReplacement(render(action)));
  }

  private static String render(ActionYaml action) {
    var text = new StringBuilder(BEGIN);
    text.append("\n\n| input | default | meaning |\n|---|---|---|\n");
    action.inputs().forEach((name, input) -> text.append(row(name, input)));
    text.append("\n| output | meaning |\n|---|---|\n");
    action
        .outputs()
        .forEach((name, meaning) -> text.append("| `%s` | %s |\n".formatted(name, cell(meaning))));
    return text.append("\n").append(END).toString();
  }

  private static String row(String name, ActionYaml.Input input) {
    var fallback = input.fallback().orElse("");
    var shown = input.required() ? "**required**" : fallback.isEmpty() ? "" : "`" + fallback + "`";
    return "| `%s` | %s | %s |\n".formatted(name, shown, cell(input.description()));
  }

  private static String cell(String text) {
    return text.strip().replaceAll("\\s*\n\\s*", " ").replace("|", "\\|");
  }
}
