package dev.lockgate.postgres.restore;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The part of a script of {@code pg_restore --clean} that drops: from its beginning to the comment
 * over the first object that is made.
 */
final class DropStatements {
  private static final Pattern FIRST_OBJECT =
      Pattern.compile("-- (Data for |Statistics for )?Name: .*");

  private DropStatements() {}

  /** Reads them, byte for byte, and leaves the rest of the script unread. */
  static byte[] of(InputStream script) throws IOException {
    var drops = new ByteArrayOutputStream();
    var lines = new BufferedReader(new InputStreamReader(script, StandardCharsets.ISO_8859_1));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (FIRST_OBJECT.matcher(line).matches()) {
        break;
      }
      drops.write(line.getBytes(StandardCharsets.ISO_8859_1));
      drops.write('\n');
    }
    return drops.toByteArray();
  }
}
