package dev.lockgate.cli;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.step.BadInputs;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked {@code lockgate compare} for.
 *
 * @param current the database to begin with
 * @param desired the one it is to become
 * @param json differences and statements with their properties, instead of a script
 * @param prove whether the SQL is tried on a shadow
 * @param shadowUrl a throw-away server to try it on; without one, ours is started
 */
record CompareFlags(
    DatabaseUrl current,
    DatabaseUrl desired,
    boolean json,
    boolean prove,
    Optional<DatabaseUrl> shadowUrl) {
  static final String HELP =
      """
      lockgate compare: prints the SQL that turns one database into another, and changes nothing

        lockgate compare CURRENT_URL DESIRED_URL [--json] [--prove] [--shadow-url URL]

        --json         the differences, and the statements with what a reviewer has to know of each
        --prove        builds both schemas on a throw-away server, runs the SQL there and compares
                       again; the last line on standard error says `proven on a shadow`, or `needs a
                       person` with what is left (in JSON: `proof`). Definitions that read the same
                       once both were loaded are no difference then
        --shadow-url   the throw-away server for that, with a role that may create databases; without
                       it a contained server of the same major starts from the build or the image

      Standard output holds nothing but the SQL (or JSON); the rest goes to standard error. What has no
      SQL is named there and in comments. The addresses can stand in the variables LOCKGATE_CURRENT_URL,
      LOCKGATE_DESIRED_URL and LOCKGATE_SHADOW_URL, which others on the machine cannot see.

      Exit codes: 0 the SQL was written, and with --prove it was proven; 1 with --prove, it needs a person
      or could not be tried; 2 bad flags or addresses; 3 unsafe, such as a shadow that is the current
      server; 4 a database could not be reached or read; 70 a bug of Lockgate. A difference is no failure.
      """;

  private static final List<String> ADDRESSES = List.of("current-url", "desired-url");
  private static final String SHADOW = "shadow-url";

  /**
   * Reads them.
   *
   * @throws BadFlag for a flag that does not exist or an address too many
   * @throws BadInputs naming each address that is missing or is none
   */
  static CompareFlags read(List<String> arguments, Map<String, String> environment) {
    var words = new Words();
    for (var rest = arguments.iterator(); rest.hasNext(); ) {
      words.take(rest.next(), rest);
    }
    if (words.addresses.size() > ADDRESSES.size()) {
      throw new BadFlag("expected two addresses, got " + words.addresses.size());
    }
    var problems = new ArrayList<BadInputs.Problem>();
    var current = address(ADDRESSES.getFirst(), words.address(0, environment), problems);
    var desired = address(ADDRESSES.getLast(), words.address(1, environment), problems);
    var shadow = words.shadow(environment);
    var shadowUrl = shadow.isEmpty() ? null : address(SHADOW, shadow, problems);
    if (current == null || desired == null || !problems.isEmpty()) {
      throw new BadInputs(problems);
    }
    return new CompareFlags(
        current, desired, words.json, words.prove, Optional.ofNullable(shadowUrl));
  }

  private static @Nullable DatabaseUrl address(
      String name, String text, List<BadInputs.Problem> problems) {
    try {
      return DatabaseUrl.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(new BadInputs.Problem(name, String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** The command line in its parts. */
  private static final class Words {
    private final List<String> addresses = new ArrayList<>();
    private boolean json;
    private boolean prove;
    private @Nullable String shadow;

    void take(String word, Iterator<String> rest) {
      switch (word) {
        case "--json" -> json = true;
        case "--prove" -> prove = true;
        case "--shadow-url" -> shadow(rest.hasNext() ? rest.next() : "");
        default -> {
          if (word.startsWith("--shadow-url=")) {
            shadow(word.substring("--shadow-url=".length()));
          } else if (word.startsWith("--")) {
            throw new BadFlag(
                "unknown flag `"
                    + word.replaceFirst("=.*", "")
                    + "`; compare knows --json, --prove, --shadow-url");
          } else {
            addresses.add(word);
          }
        }
      }
    }

    private void shadow(String value) {
      if (value.isEmpty()) {
        throw new BadFlag("`--shadow-url` needs a value");
      }
      shadow = value;
    }

    String address(int number, Map<String, String> environment) {
      return addresses.size() > number
          ? addresses.get(number)
          : environment.getOrDefault(Flags.variable(ADDRESSES.get(number)), "");
    }

    String shadow(Map<String, String> environment) {
      return shadow == null ? environment.getOrDefault(Flags.variable(SHADOW), "") : shadow;
    }
  }
}
