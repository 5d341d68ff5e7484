package dev.lockgate.postgres.backup;

import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes sure that a replica is one of the database that is to be backed up. */
public final class ReplicaCheck {
  private static final String LOOK =
      """
      select pg_is_in_recovery(), current_database(),
             coalesce(extract(epoch from now() - pg_last_xact_replay_timestamp())::bigint, 0)
      """;

  private ReplicaCheck() {}

  private record Look(boolean standby, String database, long secondsBehind, String system) {}

  /**
   * Compares a replica with its primary.
   *
   * @return what a reader should know of it
   * @throws Unsafe {@code replica-of-another}
   */
  public static List<Finding> of(Database primary, Database replica) {
    var ours = primary.read(ReplicaCheck::look);
    var theirs = replica.read(ReplicaCheck::look);
    var sameSystem =
        ours.system().isEmpty()
            || theirs.system().isEmpty()
            || ours.system().equals(theirs.system());
    if (!sameSystem || !ours.database().equals(theirs.database())) {
      throw new Unsafe(
          "replica-of-another",
          "`replica-url` (%s) is no replica of the database of `database-url` (%s)."
              .formatted(replica.url().place(), primary.url().place()),
          "Nothing was changed and no backup was made. Correct one of the two addresses.");
    }
    var findings = new ArrayList<Finding>();
    if (!theirs.standby()) {
      findings.add(
          Finding.of(
              Finding.Level.WARNING,
              "replica-is-primary",
              "`replica-url` leads to a primary; the backup burdened it."));
    } else if (theirs.secondsBehind() > 60) {
      findings.add(
          Finding.of(
              Finding.Level.NOTICE,
              "replica-behind",
              "The replica's newest transaction was %d s old when the backup began."
                  .formatted(theirs.secondsBehind())));
    }
    return findings;
  }

  private static Look look(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var row = statement.executeQuery(LOOK)) {
      row.next();
      return new Look(
          row.getBoolean(1), row.getString(2), row.getLong(3), Snapshot.systemIdentifier(session));
    }
  }
}
