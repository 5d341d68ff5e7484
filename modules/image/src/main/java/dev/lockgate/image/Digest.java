package dev.lockgate.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** SHA-256, in lower-case hexadecimal. */
public final class Digest {
  private Digest() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  public static String of(Path file) throws IOException {
    var digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return hex(digest);
  }

  /** The compiled code of these classes, so that a change of the code renews what the code made. */
  public static String ofCode(Class<?>... classes) throws IOException {
    var digest = sha256();
    for (var each : classes) {
      try (var code = each.getResourceAsStream(each.getSimpleName() + ".class")) {
        digest.update(Objects.requireNonNull(code).readAllBytes());
      }
    }
    return hex(digest);
  }

  /** One key for many inputs, in their order. */
  public static String ofAll(List<String> inputs) {
    return of(String.join("\n", inputs).getBytes(StandardCharsets.UTF_8));
  }
}
