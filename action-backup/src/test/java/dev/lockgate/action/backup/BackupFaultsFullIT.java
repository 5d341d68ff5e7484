package dev.lockgate.action.backup;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.OwnServer;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.Tally;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sweeps: pg_dump, the server and the lines end at points all over a backup. */
class BackupFaultsFullIT {
  private static final int POINTS = 20;
  private static final Tally TALLY = new Tally("backups that were ended");

  @TempDir Path workspace;

  @AfterAll
  static void tell() {
    TALLY.print();
  }

  @Test
  void pg_dump_is_killed_at_twenty_points() {
    var backup = new FaultyBackup(PostgresServer.of(Major.V17), workspace);
    var size = backup.size();
    for (int point = 0; point < POINTS; point++) {
      backup.isEndedByTheDeathOfPgDump(1 + size * point / POINTS);
      TALLY.add("by the death of pg_dump, nothing left");
    }
  }

  @Test
  void the_lines_are_cut_at_twenty_points() {
    var backup = new FaultyBackup(PostgresServer.of(Major.V17), workspace);
    var sent = backup.sent();
    for (int point = 0; point < POINTS; point++) {
      var made = backup.survivesACut(1 + sent * point / POINTS);
      TALLY.add(made ? "by a cut line, and whole nevertheless" : "by a cut line, nothing left");
    }
  }

  @Test
  void the_server_is_killed_at_twenty_points() {
    try (var dying = OwnServer.start(Major.V17)) {
      var backup = new FaultyBackup(dying.server(), workspace);
      var size = backup.size();
      for (int point = 0; point < POINTS; point++) {
        backup.isEndedByTheDeathOf(dying, 1 + size * point / POINTS);
        TALLY.add("by the death of the server, nothing left");
      }
    }
  }
}
