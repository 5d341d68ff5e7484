package dev.lockgate.testkit.actions;

import dev.lockgate.testkit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What an {@code action.yml} says.
 *
 * @param inputs by name, in the order of the file
 * @param outputs name to description, in the order of the file
 * @param image the text after {@code image:}
 * @param entrypoint empty when the file has none
 * @param args in order
 * @param env the text after each key of {@code runs.env}
 */
public record ActionYaml(
    String name,
    String description,
    Map<String, Input> inputs,
    Map<String, String> outputs,
    String image,
    Optional<String> entrypoint,
    List<String> args,
    Map<String, String> env) {
  public ActionYaml {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    args = List.copyOf(args);
    env = Map.copyOf(env);
  }

  /**
   * One input.
   *
   * @param fallback the {@code default}, expressions not evaluated; empty when the file has none
   */
  public record Input(String description, boolean required, Optional<String> fallback) {}

  /** Reads the {@code action.yml} of a step of this repository. */
  public static ActionYaml ofStep(String step) {
    return read(Repository.root().resolve("action-" + step).resolve("action.yml"));
  }

  /** Reads a file. */
  public static ActionYaml read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the text of a file. */
  public static ActionYaml parse(String yaml) {
    var root = map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    var runs = map(root.getOrDefault("runs", Map.of()));
    return new ActionYaml(
        text(root.getOrDefault("name", "")),
        text(root.getOrDefault("description", "")),
        inputs(map(root.getOrDefault("inputs", Map.of()))),
        outputs(map(root.getOrDefault("outputs", Map.of()))),
        text(runs.getOrDefault("image", "")),
        Optional.ofNullable(runs.get("entrypoint")).map(ActionYaml::text),
        list(runs.getOrDefault("args", List.of())),
        texts(map(runs.getOrDefault("env", Map.of()))));
  }

  private static Map<String, Input> inputs(Map<String, Object> yaml) {
    var inputs = new LinkedHashMap<String, Input>();
    yaml.forEach((name, value) -> {
      var input = map(value);
      inputs.put(
          name,
          new Input(
              text(input.getOrDefault("description", "")),
              Boolean.parseBoolean(text(input.getOrDefault("required", "false"))),
              Optional.ofNullable(input.get("default")).map(ActionYaml::text)));
    });
    return inputs;
  }

  private static Map<String, String> outputs(Map<String, Object> yaml) {
    var outputs = new LinkedHashMap<String, String>();
    yaml.forEach(
        (name, value) -> outputs.put(name, text(map(value).getOrDefault("description", ""))));
    return outputs;
  }

  private static Map<String, String> texts(Map<String, Object> yaml) {
    var texts = new LinkedHashMap<String, String>();
    yaml.forEach((key, value) -> texts.put(key, text(value)));
    return texts;
  }

  private static Map<String, Object> map(Object yaml) {
    if (!(yaml instanceof Map<?, ?> given)) {
      throw new IllegalArgumentException("expected a mapping, got " + yaml);
    }
    var map = new LinkedHashMap<String, Object>();
    given.forEach((key, value) -> map.put(String.valueOf(key), value == null ? "" : value));
    return map;
  }

  private static List<String> list(Object yaml) {
    if (!(yaml instanceof List<?> given)) {
      throw new IllegalArgumentException("expected a list, got " + yaml);
    }
    var list = new ArrayList<String>();
    given.forEach(item -> list.add(text(item)));
    return list;
  }

  private static String text(Object yaml) {
    return yaml.toString();
  }
}
