package dev.lockgate.core.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** Digests of facts; every text is preceded by its length, so no two lists read the same. */
final class Digests {
  private Digests() {}

  static String of(Collection<Fact> facts) {
    var digest = sha256();
    for (var fact : facts) {
      add(digest, fact.id().kind().word());
      add(digest, fact.id().identity());
      fact.attributes().forEach((name, value) -> addCounted(digest, fact, name, value));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void addCounted(MessageDigest digest, Fact fact, String name, String value) {
    if (!Noted.attribute(fact.id().kind(), name) && !value.equals(Fact.UNREADABLE)) {
      add(digest, name);
      add(digest, value);
    }
  }

  private static void add(MessageDigest digest, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
