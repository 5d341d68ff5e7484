package dev.lockgate.core.drift;

import dev.lockgate.core.migration.MigrationState;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What the next migration of a folder is called, as its layout has it.
 *
 * @param now the time that a name may hold
 */
record NextFile(MigrationState state, Drift.Folder folder, Instant now) {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Its path below the folder. */
  String named(String words) {
    return switch (folder.layout()) {
      case AUTO, FLYWAY -> "V" + version() + "__" + words + ".sql";
      case PRISMA -> timestamp() + "_" + words + "/migration.sql";
      case SUPABASE -> timestamp() + "_" + words + ".sql";
    };
  }

  private String version() {
    return NextVersion.after(state, folder.files());
  }

  /** The time, unless a file has a later one. */
  private String timestamp() {
    var time = TIMESTAMP.format(now);
    var after = version();
    return after.matches("[0-9]+") && new BigInteger(after).compareTo(new BigInteger(time)) > 0
        ? after
        : time;
  }
}
