package dev.lockgate.core.backup;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of a backup: {@code <database>/<yyyyMMdd_HHmmss>-<id>}, in UTC, safe as a path in any
 * store whatever the database is called.
 *
 * @param database the database's name as PostgreSQL knows it
 * @param takenAt when the backup began, whole seconds
 * @param suffix tells two backups of one second apart: lower-case letters and digits. That of a
 *     {@link #fresh} one begins with the milliseconds, so that names sort as the backups began
 */
public record BackupId(String database, Instant takenAt, String suffix)
    implements Comparable<BackupId> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss").withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern SUFFIX = Pattern.compile("[0-9a-z]{4,16}");
  private static final Pattern TEXT =
      Pattern.compile("([^/]+)/([0-9]{8}_[0-9]{6})-([0-9a-z]{4,16})");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Comparator<BackupId> OLDEST_FIRST =
      Comparator.comparing(BackupId::takenAt)
          .thenComparing(BackupId::suffix)
          .thenComparing(BackupId::database);

  public BackupId {
    takenAt = takenAt.truncatedTo(ChronoUnit.SECONDS);
    if (database.isEmpty() || !SUFFIX.matcher(suffix).matches()) {
      throw new IllegalArgumentException("not a backup id: " + database + " / " + suffix);
    }
  }

  /** A new name for a backup that begins now. */
  public static BackupId fresh(String database, Instant now) {
    var millis = now.get(ChronoField.MILLI_OF_SECOND);
    var suffix =
        HexFormat.of().toHexDigits(millis, 3) + HexFormat.of().toHexDigits(RANDOM.nextInt());
    return new BackupId(database, now, suffix);
  }

  /**
   * Reads the text that {@link #toString} writes.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static BackupId parse(String text) {
    var matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      try {
        var taken = LocalDateTime.parse(matcher.group(2), STAMP).toInstant(ZoneOffset.UTC);
        return new BackupId(decode(matcher.group(1)), taken, matcher.group(3));
      } catch (DateTimeParseException | IllegalArgumentException _) {
        // told below, with the whole text
      }
    }
    throw new IllegalArgumentException(
        "expected a backup id such as `app/20260131_020000-1f3c9a2b`");
  }

  /** The database's name as one path segment: percent-encoded outside letters, digits, `_.-`. */
  public String folder() {
    return encode(database);
  }

  /** The second half of the name, {@code <yyyyMMdd_HHmmss>-<id>}. */
  public String name() {
    return LocalDateTime.ofInstant(takenAt, ZoneOffset.UTC).format(STAMP) + "-" + suffix;
  }

  /** The segment that {@link #folder} gives for a database. */
  public static String encode(String database) {
    var text = new StringBuilder();
    for (byte b : database.getBytes(StandardCharsets.UTF_8)) {
      var plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || b == '_'
              || b == '-'
              || (b == '.' && !text.isEmpty());
      if (plain) {
        text.append((char) b);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return text.toString();
  }

  private static String decode(String folder) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < folder.length(); i++) {
      var c = folder.charAt(i);
      if (c == '%' && i + 2 < folder.length()) {
        bytes.write(HexFormat.fromHexDigits(folder, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    var name = bytes.toString(StandardCharsets.UTF_8);
    if (!encode(name).equals(folder)) {
      throw new IllegalArgumentException("not an encoded database name: " + folder);
    }
    return name;
  }

  @Override
  public int compareTo(BackupId other) {
    return OLDEST_FIRST.compare(this, other);
  }

  @Override
  public String toString() {
    return folder() + "/" + name();
  }
}
