package dev.lockgate.core.database;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding as libpq reads it: a plus sign is a plus sign. */
final class PercentText {
  private PercentText() {}

  /**
   * The plain text.
   *
   * @throws IllegalArgumentException when a percent sign is not followed by two hexadecimal digits,
   *     or the bytes are not UTF-8; the message does not hold the text
   */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var bytes = new ByteArrayOutputStream(text.length());
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        bytes.write(encoded[i]);
      } else {
        bytes.write(octet(encoded, i));
        i += 2;
      }
    }
    return utf8(bytes.toByteArray());
  }

  private static int octet(byte[] encoded, int percent) {
    if (percent + 2 < encoded.length
        && HexFormat.isHexDigit(encoded[percent + 1])
        && HexFormat.isHexDigit(encoded[percent + 2])) {
      int octet =
          HexFormat.fromHexDigit(encoded[percent + 1]) * 16
              + HexFormat.fromHexDigit(encoded[percent + 2]);
      if (octet != 0) {
        return octet;
      }
      throw new IllegalArgumentException("`%00` cannot be part of a URL for PostgreSQL");
    }
    throw new IllegalArgumentException(
        "a `%` must be followed by two hexadecimal digits; a percent sign in a user or a password"
            + " is written `%25`");
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the percent-encoded bytes are not UTF-8", e);
    }
  }
}
