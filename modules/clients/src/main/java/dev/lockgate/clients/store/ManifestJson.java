package dev.lockgate.clients.store;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.ProofLevel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * A manifest as JSON, described by {@code manifest.schema.json}. The last line holds the sha256 of
 * the text itself, computed with zeros in its place, so that a changed byte anywhere is noticed.
 */
public final class ManifestJson {
  private static final String ZEROS = "0".repeat(64);
  private static final Pattern TAIL =
      Pattern.compile(",\n  \"manifestSha256\" : \"([0-9a-f]{64})\"\n}\n\\z");
  private static final JsonMapper JSON = mapper();

  private ManifestJson() {}

  /** The text of a manifest, its digest in the last line. */
  public static String write(Manifest manifest) {
    var body = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest);
    var open = body.substring(0, body.lastIndexOf('\n'));
    var unsealed = open + ",\n  \"manifestSha256\" : \"" + ZEROS + "\"\n}\n";
    return unsealed.replace(ZEROS, sha256(unsealed));
  }

  /**
   * Reads the text that {@link #write} wrote.
   *
   * @throws IllegalArgumentException saying in one sentence why it cannot be trusted
   */
  public static Manifest read(String text) {
    var tail = TAIL.matcher(text);
    if (!tail.find()) {
      throw new IllegalArgumentException("it does not end with its own digest");
    }
    var unsealed = text.substring(0, tail.start(1)) + ZEROS + text.substring(tail.end(1));
    if (!sha256(unsealed).equals(tail.group(1))) {
      throw new IllegalArgumentException("its text does not have the digest in its last line");
    }
    try {
      var manifest = JSON.readValue(text.substring(0, tail.start()) + "\n}\n", Manifest.class);
      if (manifest.format() != Manifest.FORMAT) {
        throw new IllegalArgumentException(
            "it has format " + manifest.format() + ", this version reads format 1");
      }
      return manifest;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is not a manifest: " + e.getOriginalMessage(), e);
    }
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  private static JsonMapper mapper() {
    var module = new SimpleModule("lockgate");
    module.addSerializer(BackupId.class, new AsText<>());
    module.addSerializer(ProofLevel.class, new AsText<>());
    module.addSerializer(Manifest.Kind.class, new AsText<>());
    module.addDeserializer(BackupId.class, new OfText<>(BackupId::parse));
    module.addDeserializer(ProofLevel.class, new OfText<>(t -> ProofLevel.valueOf(constant(t))));
    module.addDeserializer(
        Manifest.Kind.class, new OfText<>(t -> Manifest.Kind.valueOf(constant(t))));
    return JsonMapper.builder()
        .addModule(module)
        .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private static String constant(String label) {
    return label.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static final class AsText<T> extends ValueSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator json, SerializationContext context) {
      json.writeString(value.toString());
    }
  }

  private static final class OfText<T> extends ValueDeserializer<T> {
    private final Function<String, T> parse;

    OfText(Function<String, T> parse) {
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
