package dev.lockgate.core.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java runtime has. */
public final class Sha256 {
  private Sha256() {}

  /** The digest of bytes, in hexadecimal. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(ofJava().digest(bytes));
  }

  /** A digest for streams of any size. */
  static MessageDigest begin() {
    return NativeSha256.begin().orElseGet(Sha256::ofJava);
  }

  private static MessageDigest ofJava() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  static String end(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
