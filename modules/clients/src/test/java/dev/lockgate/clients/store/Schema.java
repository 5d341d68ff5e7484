package dev.lockgate.clients.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema as our own schemas use. */
final class Schema {
  private final JsonNode root;

  Schema(JsonNode root) {
    this.root = root;
  }

  List<String> problems(JsonNode value) {
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
    if (schema.has("type") && !isA(schema.get("type").asString(), value)) {
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

  private void object(String path, JsonNode value, JsonNode schema, List<String> problems) {
    for (var name : schema.get("required")) {
      if (!value.has(name.asString())) {
        problems.add(path + "." + name.asString() + " is missing");
      }
    }
    value
        .properties()
        .forEach(member -> {
          var described = schema.get("properties").get(member.getKey());
          var others = schema.get("additionalProperties");
          if (described == null && others.isObject()) {
            check(path + "." + member.getKey(), member.getValue(), others, problems);
          } else if (described == null) {
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
      default -> throw new IllegalArgumentException(type);
    };
  }
}
