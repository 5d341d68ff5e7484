package dev.lockgate.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns {@code --database-url X}, {@code --database-url=X} and variables into inputs. */
final class Flags {
  private Flags() {}

  /**
   * The inputs by name: a flag, else its variable ({@code LOCKGATE_DATABASE_URL}), else the default
   * of {@code action.yml}.
   *
   * @throws BadFlag naming the flag
   */
  static Map<String, String> read(
      String step, ActionYml action, List<String> flags, Map<String, String> environment) {
    var given = given(step, action, flags);
    var inputs = new LinkedHashMap<String, String>();
    for (var input : action.inputs()) {
      var standard = input.standard().startsWith("${{") ? "" : input.standard();
      var fallback = environment.getOrDefault(variable(input.name()), standard);
      inputs.put(input.name(), given.getOrDefault(input.name(), fallback));
    }
    return inputs;
  }

  /** The variable that stands for an input, for secrets that should not be seen among processes. */
  static String variable(String input) {
    return "LOCKGATE_" + input.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static Map<String, String> given(String step, ActionYml action, List<String> flags) {
    var known = action.inputs().stream().map(ActionYml.Input::name).collect(Collectors.toSet());
    var given = new HashMap<String, String>();
    for (var rest = flags.iterator(); rest.hasNext(); ) {
      var flag = rest.next();
      if (!flag.startsWith("--")) {
        throw new BadFlag(
            "expected flags such as `--database-url postgresql://…`, got a bare word");
      }
      var equals = flag.indexOf('=');
      var name = equals < 0 ? flag.substring(2) : flag.substring(2, equals);
      if (!known.contains(name)) {
        throw new BadFlag("unknown flag `--" + name + "`; " + step + " knows " + sorted(known));
      }
      if (equals < 0 && !rest.hasNext()) {
        throw new BadFlag("`--" + name + "` needs a value");
      }
      var value = equals < 0 ? rest.next() : flag.substring(equals + 1);
      if (given.put(name, value) != null) {
        throw new BadFlag("`--" + name + "` is given twice");
      }
    }
    return given;
  }

  private static String sorted(Iterable<String> names) {
    var list = new TreeSet<String>();
    names.forEach(list::add);
    return list.stream().map(name -> "--" + name).collect(Collectors.joining(", "));
  }
}
