package dev.lockgate.cli;

import java.util.Collection;

/** What {@code --help} prints. */
final class Help {
  private static final int WIDTH = 96;
  private static final String INDENT = "      ";

  private Help() {}

  /** All steps. */
  static String ofAll(Collection<String> steps) {
    var text = new StringBuilder();
    text.append("Lockgate: carries a PostgreSQL schema safely from one version to the next.\n\n");
    text.append(
        "  lockgate STEP --input value …     the inputs are those of the step's action.yml\n");
    text.append("  lockgate STEP --help              what they are\n\nSteps\n");
    for (var step : steps) {
      text.append("  %-9s %s%n".formatted(step, ActionYml.of(step).description()));
    }
    text.append(
        """

          compare   Prints the SQL that turns one database into another: lockgate compare URL URL

        Instead of a flag, a variable can hold a value: LOCKGATE_DATABASE_URL for --database-url.
        Use it for passwords: flags are visible to everyone who can list processes.

        Exit codes: 0 passed, 1 blocked, 2 bad inputs, 3 unsafe, 4 an outside system failed,
        5 left half-way and a person must act, 70 a bug of Lockgate.
        """);
    return text.toString();
  }

  /** One step. */
  static String of(String step, ActionYml action) {
    var text = new StringBuilder();
    text.append("lockgate ").append(step).append(": ").append(action.description()).append("\n\n");
    for (var input : action.inputs()) {
      text.append("  --").append(input.name());
      if (!input.standard().isEmpty() && !input.standard().startsWith("${{")) {
        text.append("  (default: ").append(input.standard()).append(')');
      }
      text.append('\n').append(wrapped(input.description())).append('\n');
    }
    return text.toString();
  }

  private static String wrapped(String description) {
    var text = new StringBuilder(INDENT);
    var column = INDENT.length();
    for (var word : description.split("\\s+", -1)) {
      if (column + word.length() > WIDTH) {
        text.append('\n').append(INDENT);
        column = INDENT.length();
      }
      text.append(word).append(' ');
      column += word.length() + 1;
    }
    return text.toString().stripTrailing() + "\n";
  }
}
