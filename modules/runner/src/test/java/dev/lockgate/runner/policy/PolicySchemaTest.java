package dev.lockgate.runner.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.hazard.HazardClass;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors complete is what the reader reads. */
class PolicySchemaTest {
  private final JsonNode schema = read();

  @Test
  void the_schema_has_the_keys_that_the_reader_asks_for_and_no_others() {
    var problems = new Problems("everything");
    new PolicyReader(problems).policy(PolicyReaderTest.EVERYTHING);

    var keys = new TreeMap<String, Set<String>>();
    collect("", schema, keys);
    assertThat(keys).isEqualTo(problems.known());
  }

  @Test
  void words_are_the_same_on_both_sides() {
    var environment = schema.at("/$defs/environment/properties");

    assertThat(words(environment.at("/migrations/properties/layout")))
        .containsExactlyElementsOf(Values.WORDS.get("layout"));
    assertThat(words(environment.at("/platform")))
        .containsExactlyElementsOf(Values.WORDS.get("platform"));
    assertThat(words(environment.at("/gates/properties/approvals-from")))
        .containsExactlyElementsOf(Values.WORDS.get("approvals-from"));
    assertThat(words(environment.at("/gates/properties/seed")))
        .containsExactlyElementsOf(Values.WORDS.get("ask"));
    assertThat(words(environment.at("/hazards/properties/fail-on")))
        .containsExactlyElementsOf(Values.WORDS.get("fail-on"));
    assertThat(words(schema.at("/$defs/verdict/oneOf/0")))
        .containsExactlyElementsOf(Values.WORDS.get("verdict"));
    assertThat(words(environment.at("/schema-version/properties/rule")))
        .containsExactlyElementsOf(Values.WORDS.get("rule"));
    assertThat(words(environment.at("/drift/properties/ignore/items/properties/kind")))
        .containsExactlyElementsOf(Arrays.stream(Kind.values()).map(Kind::word).toList());
  }

  @Test
  void every_class_of_hazards_is_explained_in_the_schema() {
    var classes = schema.at("/$defs/environment/properties/hazards/properties/classes/properties");

    for (var one : HazardClass.values()) {
      assertThat(classes.at("/" + one.word() + "/description").asString(""))
          .isEqualToIgnoringCase(one.meaning() + ".");
    }
  }

  private void collect(String path, JsonNode node, Map<String, Set<String>> keys) {
    var inner = resolved(node);
    for (var choice : inner.path("oneOf")) {
      collect(path, choice, keys);
    }
    if (inner.has("items")) {
      collect(path + "[]", inner.path("items"), keys);
    }
    for (var entry : inner.path("properties").properties()) {
      keys.computeIfAbsent(path, _ -> new TreeSet<>()).add(entry.getKey());
      var verdict = path.endsWith("hazards.classes");
      collect(
          verdict ? path + ".*" : path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
          entry.getValue(),
          keys);
    }
    if (inner.path("additionalProperties").isObject()) {
      collect(path + ".*", inner.path("additionalProperties"), keys);
    }
  }

  private JsonNode resolved(JsonNode node) {
    var reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : schema.at(reference.substring(1));
  }

  private static List<String> words(JsonNode node) {
    return node.path("enum").valueStream().map(JsonNode::asString).toList();
  }

  private static JsonNode read() {
    try {
      var file = Repository.root().resolve("modules/docs/schemas/lockgate.schema.json");
      return JsonMapper.shared().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
