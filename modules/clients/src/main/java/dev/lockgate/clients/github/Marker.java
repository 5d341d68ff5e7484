package dev.lockgate.clients.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The invisible first line by which a step finds its own comment again. */
final class Marker {
  private static final int LENGTH_OF_DIGEST = 8;

  private Marker() {}

  /** The digest keeps subjects apart whose names differ only in what a marker cannot hold. */
  static String of(String subject) {
    var readable = subject.replaceAll("[^A-Za-z0-9_./ ]", "-").replaceAll("-{2,}", "-");
    return "<!-- lockgate " + readable + " " + digest(subject) + " -->";
  }

  private static String digest(String subject) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, LENGTH_OF_DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
