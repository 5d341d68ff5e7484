package dev.lockgate.clients.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema as our own schemas use. */
public final class Schema {
  private final JsonNode root;

  /** A schema of ours. */
  public Schema(JsonNode root) {
    this.root = root;
  }

  /** Where a value is not what the schema says. */
  public List<String> problems(JsonNode value) {
    var problems = new ArrayList<String>();
    check("$", value, root, problems);
    return problems;
  }

  private void check(String path, JsonNode value, JsonNode schema, List<String> problems) {
    if (schema.has("$ref")) {
      var definition = schema.get("$ref").asString().substring("#/$defs/".length());
      check(path, value, root.get("$defs").get(definition), problems);
      return;
    }
    if (schema.has("anyOf")) {
      if (schema.get("anyOf").valueStream().noneMatch(one -> fits(value, one))) {
        problems.add(path + " is none of the choices");
      }
      return;
    }
    if (schema.has("const") && !schema.get("const").equals(value)) {
      problems.add(path + " is not " + schema.get("const"));
    }
    if (schema.has("enum") && !schema.get("enum").valueStream().toList().contains(value)) {
      problems.add(path + " is none of the words");
    }
    if (schema.has("pattern")
        && !Pattern.compile(schema.get("pattern").asString()).matcher(value.asString()).find()) {
      problems.add(path + " does not match");
    }
    if (schema.has("type") && types(schema.get("type")).noneMatch(type -> isA(type, value))) {
      problems.add(path + " is not of type " + schema.get("type"));
    } else if (value.isObject()) {
      object(path, value, schema, problems);
    } else if (value.isArray()) {
      int i = 0;
      for (var item : value) {
        check(path + "[" + i++ + "]", item, schema.get("items"), problems);
      }
    }
  }

  private boolean fits(JsonNode value, JsonNode schema) {
    var problems = new ArrayList<String>();
    check("$", value, schema, problems);
    return problems.isEmpty();
  }

  private static Stream<String> types(JsonNode type) {
    return type.isArray() ? type.valueStream().map(JsonNode::asString) : Stream.of(type.asString());
  }

  private void object(String path, JsonNode value, JsonNode schema, List<String> problems) {
    for (var name : schema.path("required")) {
      if (!value.has(name.asString())) {
        problems.add(path + "." + name.asString() + " is missing");
      }
    }
    value
        .properties()
        .forEach(member -> {
          var described = schema.path("properties").path(member.getKey());
          if (described.isMissingNode()) {
            described = schema.path("additionalProperties");
          }
          if (!described.isObject()) {
            problems.add(path + "." + member.getKey() + " is not described");
          } else {
            check(path + "." + member.getKey(), member.getValue(), described, problems);
          }
        });
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException(type);
    };
  }
}
