package dev.lockgate.core.snapshot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A value that may be a secret, turned into what can only be compared. */
final class Hidden {
  private static final String MARK = "sha256:";

  private Hidden() {}

  /** Hidden once; what is hidden already stays as it is. */
  static String value(String value) {
    return value.startsWith(MARK) ? value : MARK + sha256(value);
  }

  private static String sha256(String value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
