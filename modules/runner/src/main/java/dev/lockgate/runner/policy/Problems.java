package dev.lockgate.runner.policy;

import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Everything wrong with a policy file, each with its line; and every key that was looked for. */
final class Problems {
  private static final String REMEDY =
      "Nothing was changed. Correct the lines named above; editors complete and check the file with"
          + " its schema, modules/docs/schemas/lockgate.schema.json.";

  private final String file;
  private final Set<String> messages = new LinkedHashSet<>();
  private final Map<String, Set<String>> asked = new TreeMap<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Node node, String message) {
    add(node.getStartMark().map(Mark::getLine).orElse(0) + 1, message);
  }

  void add(int line, String message) {
    messages.add("`" + file + ":" + line + "` " + message);
  }

  void asked(String path, String key) {
    asked.computeIfAbsent(path, _ -> new TreeSet<>()).add(key);
  }

  /** The keys that the file may have, by the path of the section they belong to. */
  Map<String, Set<String>> known() {
    return asked;
  }

  void check() {
    if (messages.isEmpty()) {
      return;
    }
    if (messages.size() == 1) {
      throw new BadInputs(
          "policy-invalid", new Problem("config", messages.iterator().next()), REMEDY);
    }
    throw new BadInputs(
        "policy-invalid", messages.stream().map(text -> new Problem("config", text)).toList());
  }
}
