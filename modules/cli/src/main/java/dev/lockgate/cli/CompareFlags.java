package dev.lockgate.cli;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.step.BadInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked {@code lockgate compare} for.
 *
 * @param current the database to begin with
 * @param desired the one it is to become
 * @param json differences and statements with their properties, instead of a script
 */
record CompareFlags(DatabaseUrl current, DatabaseUrl desired, boolean json) {
  static final String HELP =
      """
      lockgate compare: prints the SQL that turns one database into another, and changes nothing

        lockgate compare CURRENT_URL DESIRED_URL [--json]

        --json    the differences, and the statements with what a reviewer has to know of each

      Standard output holds nothing but the SQL (or JSON); the rest goes to standard error. What has no
      SQL is named there and in comments. The addresses can stand in the variables
      LOCKGATE_CURRENT_URL and LOCKGATE_DESIRED_URL, which others on the machine cannot see.
      """;

  private static final List<String> ADDRESSES = List.of("current-url", "desired-url");

  /**
   * Reads them.
   *
   * @throws BadFlag for a flag that does not exist or an address too many
   * @throws BadInputs naming each address that is missing or is none
   */
  static CompareFlags read(List<String> arguments, Map<String, String> environment) {
    var flags = arguments.stream().filter(argument -> argument.startsWith("--")).toList();
    for (var flag : flags) {
      if (!flag.equals("--json")) {
        throw new BadFlag("unknown flag `" + flag + "`; compare knows --json");
      }
    }
    var given = arguments.stream().filter(argument -> !argument.startsWith("--")).toList();
    if (given.size() > ADDRESSES.size()) {
      throw new BadFlag("expected two addresses, got " + given.size());
    }
    var problems = new ArrayList<BadInputs.Problem>();
    var current = address(0, given, environment, problems);
    var desired = address(1, given, environment, problems);
    if (current == null || desired == null) {
      throw new BadInputs(problems);
    }
    return new CompareFlags(current, desired, flags.contains("--json"));
  }

  private static @Nullable DatabaseUrl address(
      int number,
      List<String> given,
      Map<String, String> environment,
      List<BadInputs.Problem> problems) {
    var name = ADDRESSES.get(number);
    var variable = environment.getOrDefault(Flags.variable(name), "");
    try {
      return DatabaseUrl.parse(given.size() > number ? given.get(number) : variable);
    } catch (IllegalArgumentException e) {
      problems.add(new BadInputs.Problem(name, String.valueOf(e.getMessage())));
      return null;
    }
  }
}
