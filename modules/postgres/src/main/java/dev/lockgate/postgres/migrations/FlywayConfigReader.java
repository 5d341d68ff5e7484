package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads {@code flyway.toml} or {@code flyway.conf} at the root of a repository. */
final class FlywayConfigReader {
  private static final List<String> PLACES =
      List.of("flyway.toml", "flyway.conf", "conf/flyway.toml", "conf/flyway.conf");

  /** Where the database is and who connects is the step's to say; the rest is said by Lockgate. */
  private static final Set<String> OURS =
      Set.of("url", "user", "password", "driver", "environment", "group", "mixed", "encoding");

  private static final String REFERENCE = "${";

  private final String file;
  private final Map<String, String> values = new TreeMap<>();
  private final List<String> ignored = new ArrayList<>();

  private FlywayConfigReader(String file) {
    this.file = file;
  }

  /**
   * The configuration of a repository; {@link FlywayConfig#NONE} when it has none.
   *
   * @throws BadInputs {@code flyway-config}
   */
  static FlywayConfig read(Path workspace) {
    for (var place : PLACES) {
      var path = workspace.resolve(place);
      if (MigrationFolder.isRegular(path)) {
        return new FlywayConfigReader(place).config(path);
      }
    }
    return FlywayConfig.NONE;
  }

  private FlywayConfig config(Path path) {
    try {
      var text = Files.readString(path);
      if (file.endsWith(".toml")) {
        flatten("", new TomlMapper().readTree(text));
      } else {
        var properties = new Properties();
        properties.load(new StringReader(text));
        properties.stringPropertyNames().forEach(n -> values.put(n, properties.getProperty(n)));
      }
    } catch (IOException e) {
      throw MigrationFolder.unreadable(file, e);
    } catch (JacksonException e) {
      throw bad("is no TOML: " + e.getOriginalMessage());
    }
    return config();
  }

  private FlywayConfig config() {
    var environment = take("flyway.environment", "default");
    var schemas =
        list(take("flyway.schemas", take("environments." + environment + ".schemas", "")));
    var config =
        new FlywayConfig(
            file,
            list(take("flyway.locations", "")).stream().map(this::folder).toList(),
            schemas,
            take("flyway.defaultSchema", ""),
            take("flyway.table", MigrationState.HISTORY),
            flag("flyway.createSchemas", true) && !schemas.isEmpty(),
            flag("flyway.outOfOrder", false),
            flag("flyway.placeholderReplacement", true),
            take("flyway.placeholderPrefix", "${"),
            take("flyway.placeholderSuffix", "}"),
            placeholders(),
            List.of());
    values.keySet().stream()
        .filter(key -> key.startsWith("flyway."))
        .filter(key -> !OURS.contains(key.substring("flyway.".length())))
        .forEach(ignored::add);
    return withIgnored(config);
  }

  private FlywayConfig withIgnored(FlywayConfig c) {
    return new FlywayConfig(
        c.file(),
        c.locations(),
        c.schemas(),
        c.defaultSchema(),
        c.table(),
        c.createSchemas(),
        c.outOfOrder(),
        c.replacement(),
        c.prefix(),
        c.suffix(),
        c.placeholders(),
        ignored);
  }

  private Map<String, String> placeholders() {
    var start = "flyway.placeholders.";
    var found = new TreeMap<String, String>();
    for (var key : List.copyOf(values.keySet())) {
      if (key.startsWith(start)) {
        found.put(key.substring(start.length()), take(key, ""));
      }
    }
    return found;
  }

  /** A location as a folder of the repository; what is on a class path is no file. */
  private String folder(String location) {
    if (location.startsWith("filesystem:")) {
      return location.substring("filesystem:".length());
    }
    return location.startsWith("classpath:")
        ? "src/main/resources/" + location.substring("classpath:".length())
        : location;
  }

  private String take(String key, String fallback) {
    var value = values.remove(key);
    if (value == null) {
      return fallback;
    }
    if (value.contains(REFERENCE) && !key.contains("placeholderPrefix")) {
      throw bad(
          "has `%s = %s`: a reference to something outside the file, which a container does not see"
              .formatted(key, value));
    }
    return value.strip();
  }

  private boolean flag(String key, boolean fallback) {
    return Boolean.parseBoolean(take(key, Boolean.toString(fallback)));
  }

  private static List<String> list(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  private void flatten(String start, JsonNode node) {
    for (var field : node.properties()) {
      var key = start + field.getKey();
      var value = field.getValue();
      if (value.isObject()) {
        flatten(key + ".", value);
      } else if (value.isArray()) {
        values.put(key, String.join(",", value.valueStream().map(JsonNode::asString).toList()));
      } else {
        values.put(key, value.asString());
      }
    }
  }

  private BadInputs bad(String what) {
    return new BadInputs(
        "flyway-config",
        new Problem("migrations", "`" + file + "` " + what),
        "Nothing was changed. Write the value itself into the file, or take the key out.");
  }
}
