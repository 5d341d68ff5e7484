package dev.lockgate.core.restore;

import dev.lockgate.core.backup.BackupId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Names beside a live database's name, at most 63 bytes long as PostgreSQL wants them. */
public final class DatabaseNames {
  private static final int LONGEST = 63;

  private DatabaseNames() {}

  /** The database into which a backup is restored. */
  public static String fresh(String live, String id) {
    return beside(live, "_restore_" + id);
  }

  /** The name under which the live database is kept. */
  public static String old(String live, String id) {
    return beside(live, "_old_" + id);
  }

  /** The name that the restored database gets when the restore is undone. */
  public static String undone(String live, String id) {
    return beside(live, "_undone_" + id);
  }

  /** What the names of all kept databases begin with. */
  public static String oldPrefix(String live) {
    return prefix(live, "_old_");
  }

  /** What the names of all databases begin with into which backups are restored. */
  public static String freshPrefix(String live) {
    return prefix(live, "_restore_");
  }

  private static String prefix(String live, String middle) {
    var suffix = BackupId.fresh(live, Instant.EPOCH).suffix();
    var whole = beside(live, middle + suffix);
    return whole.substring(0, whole.length() - suffix.length());
  }

  private static String beside(String live, String ending) {
    var room = LONGEST - ending.length();
    var start = live;
    while (start.getBytes(StandardCharsets.UTF_8).length > room) {
      start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
    }
    return start + ending;
  }
}
