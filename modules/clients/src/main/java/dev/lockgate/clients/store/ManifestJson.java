package dev.lockgate.clients.store;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
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
 * Manifests and proofs as JSON, described by {@code manifest.schema.json} and {@code
 * proof.schema.json}. The last line holds the sha256 of the text itself, computed with zeros in its
 * place, so that a changed byte anywhere is noticed.
 */
public final class ManifestJson {
  private static final String ZEROS = "0".repeat(64);
  private static final Pattern TAIL =
      Pattern.compile(",\n  \"(?:manifest|proof)Sha256\" : \"([0-9a-f]{64})\"\n}\n\\z");
  private static final JsonMapper JSON = mapper();

  private ManifestJson() {}

  /** The text of a manifest, its digest in the last line. */
  public static String write(Manifest manifest) {
    return seal(manifest, "manifestSha256");
  }

  /** The text of a proof, its digest in the last line. */
  public static String write(Proof proof) {
    return seal(proof, "proofSha256");
  }

  private static String seal(Object value, String name) {
    var body = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    var open = body.substring(0, body.lastIndexOf('\n'));
    var unsealed = open + ",\n  \"" + name + "\" : \"" + ZEROS + "\"\n}\n";
    return unsealed.substring(0, unsealed.length() - ZEROS.length() - 4)
        + digest(unsealed)
        + "\"\n}\n";
  }

  /** The digest in the last line of a text that was read and trusted. */
  static String sha256(String text) {
    var tail = TAIL.matcher(text);
    if (!tail.find()) {
      throw new IllegalArgumentException("it does not end with its own digest");
    }
    return tail.group(1);
  }

  /**
   * Reads the text that {@link #write} wrote.
   *
   * @throws IllegalArgumentException saying in one sentence why it cannot be trusted
   */
  public static Manifest read(String text) {
    var manifest = unseal(text, Manifest.class);
    known(manifest.format());
    return manifest;
  }

  /**
   * Reads the text of a proof.
   *
   * @throws IllegalArgumentException saying in one sentence why it cannot be trusted
   */
  public static Proof readProof(String text) {
    var proof = unseal(text, Proof.class);
    known(proof.format());
    return proof;
  }

  private static void known(int format) {
    if (format != Manifest.FORMAT) {
      throw new IllegalArgumentException(
          "it has format " + format + ", this version reads format 1");
    }
  }

  private static <T> T unseal(String text, Class<T> type) {
    var tail = TAIL.matcher(text);
    if (!tail.find()) {
      throw new IllegalArgumentException("it does not end with its own digest");
    }
    var unsealed = text.substring(0, tail.start(1)) + ZEROS + text.substring(tail.end(1));
    if (!digest(unsealed).equals(tail.group(1))) {
      throw new IllegalArgumentException("its text does not have the digest in its last line");
    }
    try {
      return JSON.readValue(text.substring(0, tail.start()) + "\n}\n", type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is none of ours: " + e.getOriginalMessage(), e);
    }
  }

  private static String digest(String text) {
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
    module.addDeserializer(BackupId.class, new OfText<>(BackupId::parse));
    words(module, ProofLevel.class);
    words(module, Manifest.Kind.class);
    words(module, Proof.Kind.class);
    words(module, Proof.Result.class);
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

  private static <E extends Enum<E>> void words(SimpleModule module, Class<E> type) {
    module.addSerializer(type, new AsText<>());
    module.addDeserializer(type, new OfText<>(t -> Enum.valueOf(type, constant(t))));
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
