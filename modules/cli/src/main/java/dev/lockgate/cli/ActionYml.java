package dev.lockgate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What a step's {@code action.yml} says of it: the shell command has the same inputs, so that file
 * is its help as well.
 *
 * @param description one sentence
 * @param inputs in the order of the file
 */
record ActionYml(String description, List<Input> inputs) {
  /**
   * One input.
   *
   * @param name such as {@code database-url}
   * @param standard the default; empty means none
   */
  record Input(String name, String description, String standard) {}

  ActionYml {
    inputs = List.copyOf(inputs);
  }

  /** Reads the file that the build put beside the classes. */
  static ActionYml of(String step) {
    var resource = "/action/" + step + "/action.yml";
    try (var in = Objects.requireNonNull(ActionYml.class.getResourceAsStream(resource), resource)) {
      var root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      var inputs = new ArrayList<Input>();
      for (var entry : Objects.requireNonNull((Map<?, ?>) root.get("inputs")).entrySet()) {
        var fields = (Map<?, ?>) entry.getValue();
        inputs.add(
            new Input(
                entry.getKey().toString(), text(fields, "description"), text(fields, "default")));
      }
      return new ActionYml(text(root, "description"), inputs);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static String text(Map<?, ?> fields, String key) {
    return Objects.toString(fields.get(key), "").strip();
  }
}
