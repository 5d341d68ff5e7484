package dev.lockgate.clients.snapshot;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.snapshot.Profile;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.snapshot.Thing.What;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/** A stored schema as JSON, described by {@code schema-snapshot.schema.json}. */
public final class StoredSchemaJson {
  private static final JsonMapper JSON = mapper();

  private StoredSchemaJson() {}

  /** The text of a stored schema; reading it gives an equal one. */
  public static String write(StoredSchema schema) {
    var json = JSON.createObjectNode().put("format", StoredSchema.FORMAT);
    json.setAll(JSON.<ObjectNode>valueToTree(schema));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  /**
   * Reads the text that {@link #write} wrote.
   *
   * @throws IllegalArgumentException saying in one sentence why it cannot be used
   */
  public static StoredSchema read(String text) {
    try {
      if (!(JSON.readTree(text) instanceof ObjectNode json) || !json.path("format").isInt()) {
        throw new IllegalArgumentException("it is not a schema snapshot of Lockgate");
      }
      int format = json.get("format").intValue();
      if (format != StoredSchema.FORMAT) {
        throw new IllegalArgumentException(
            "it has format %d, this version reads format %d"
                .formatted(format, StoredSchema.FORMAT));
      }
      json.remove("format");
      return JSON.treeToValue(json, StoredSchema.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "it is not a schema snapshot: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonMapper mapper() {
    var module = new SimpleModule("lockgate");
    asText(module, Kind.class, Kind::word, Kind::of);
    asText(module, What.class, What::word, What::of);
    asText(module, Profile.class, Profile::word, Profile::named);
    module.addSerializer(SchemaSnapshot.class, new FactsWriter());
    module.addDeserializer(SchemaSnapshot.class, new FactsReader());
    return JsonMapper.builder()
        .addModule(module)
        .changeDefaultVisibility(seen -> seen.withIsGetterVisibility(Visibility.NONE))
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private static <T> void asText(
      SimpleModule module, Class<T> type, Function<T, String> word, Function<String, T> parse) {
    module.addSerializer(type, new TextWriter<>(word));
    module.addDeserializer(type, new TextReader<>(parse));
  }

  private static final class FactsWriter extends ValueSerializer<SchemaSnapshot> {
    @Override
    public void serialize(SchemaSnapshot value, JsonGenerator json, SerializationContext context) {
      context.writeValue(json, FactsJson.of(value));
    }
  }

  private static final class FactsReader extends ValueDeserializer<SchemaSnapshot> {
    @Override
    public SchemaSnapshot deserialize(JsonParser json, DeserializationContext context) {
      return context.readValue(json, FactsJson.class).snapshot();
    }
  }

  private static final class TextWriter<T> extends ValueSerializer<T> {
    private final Function<T, String> word;

    TextWriter(Function<T, String> word) {
      this.word = word;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializationContext context) {
      json.writeString(word.apply(value));
    }
  }

  private static final class TextReader<T> extends ValueDeserializer<T> {
    private final Function<String, T> parse;

    TextReader(Function<String, T> parse) {
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) {
      var text = json.getValueAsString();
      try {
        return parse.apply(text == null ? "" : text);
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(this, "%s", String.valueOf(e.getMessage()));
      }
    }
  }
}
