package dev.lockgate.core.restore;

import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.gate.Gate;
import java.util.List;
import java.util.stream.Stream;

/** The gates of a restore: all evaluated, all shown, before the first change. */
final class RestoreGates {
  private final RestoreOrder order;
  private final Manifest manifest;
  private final TargetState target;

  RestoreGates(RestoreOrder order, Manifest manifest, TargetState target) {
    this.order = order;
    this.manifest = manifest;
    this.target = target;
  }

  /**
   * A gate, and the code under which the runbook explains it when it is closed.
   *
   * @param code stable kebab-case name
   */
  record Rule(String code, Gate gate) {}

  List<Rule> evaluate() {
    return List.of(
        new Rule("restore-not-confirmed", confirmation()),
        new Rule("restore-target-differs", expectedTarget()),
        new Rule("restore-database-missing", liveDatabase()),
        new Rule("restore-into-older-server", serverVersion()),
        new Rule("restore-rights-missing", rights()),
        new Rule("restore-roles-missing", roles()),
        new Rule("restore-extensions-missing", extensions()),
        new Rule("restore-sessions-in-the-way", sessions()),
        new Rule("restore-database-bound", bound()));
  }

  private Gate confirmation() {
    var name = "confirmation";
    return order.confirm().equals(RestoreOrder.CONFIRMATION)
        ? Gate.open(name, "`RESTORE` was typed")
        : Gate.closed(
            name,
            order.confirm().isEmpty() ? "nothing was typed" : "`" + order.confirm() + "` was typed",
            "Set the input `confirm` to RESTORE, in capitals.");
  }

  private Gate expectedTarget() {
    var name = "expected target";
    var host = order.expectHost();
    var database = order.expectDatabase();
    var hostDiffers = !host.isEmpty() && !host.equalsIgnoreCase(target.host());
    var databaseDiffers = !database.isEmpty() && !database.equals(target.database());
    if (hostDiffers || databaseDiffers) {
      return Gate.closed(
          name,
          (hostDiffers ? "the host is not the one in `expect-host`" : "the host is as expected")
              + ", the database is "
              + target.database()
              + (databaseDiffers ? ", not " + database : ""),
          "Check which database `database-url` names; correct it, `expect-host` or"
              + " `expect-database`.");
    }
    var foreign = !manifest.id().database().equals(target.database());
    if (foreign && database.isEmpty()) {
      return Gate.closed(
          name,
          "the backup is of the database %s, the target is %s"
              .formatted(manifest.id().database(), target.database()),
          "To restore into a database of another name, type its name into `expect-database`.");
    }
    return Gate.open(
        name,
        host.isEmpty() && database.isEmpty()
            ? "the backup is of a database of this name"
            : "host and database are as typed");
  }

  private Gate liveDatabase() {
    var name = "live database";
    if (!target.exists()) {
      return Gate.closed(
          name,
          "there is no database " + target.database(),
          "Create it, empty, then run the restore again.");
    }
    if (target.database().equals(target.maintenanceDatabase())) {
      return Gate.closed(
          name,
          target.database() + " is also the maintenance database, which cannot be renamed",
          "Set `maintenance-database` to another database of the server, such as template1.");
    }
    return target.standby()
        ? Gate.closed(name, "the server is a read-only replica", "Connect to the primary.")
        : Gate.open(name, target.database() + " exists and can be renamed");
  }

  private Gate serverVersion() {
    var name = "server version";
    var from = manifest.server().major();
    return target.serverMajor() < from
        ? Gate.closed(
            name,
            "the backup is of PostgreSQL %d, the server is %d"
                .formatted(from, target.serverMajor()),
            "Restore into a server of major %d or newer.".formatted(from))
        : Gate.open(
            name, "backup of PostgreSQL %d, server %d".formatted(from, target.serverMajor()));
  }

  private Gate rights() {
    var name = "rights";
    if (target.superuser()) {
      return Gate.open(name, target.role() + " is a superuser");
    }
    if (!target.createDatabase()) {
      return Gate.closed(
          name,
          target.role() + " may not create databases",
          "ALTER ROLE %s CREATEDB, or connect as a role that has it.".formatted(quoted()));
    }
    return target.ownsDatabase()
        ? Gate.open(name, target.role() + " owns the database and may create databases")
        : Gate.closed(
            name,
            target.role() + " does not own " + target.database(),
            "Connect as the database's owner, or make %s a member of it.".formatted(quoted()));
  }

  private Gate roles() {
    var name = "roles";
    var contents = manifest.contents();
    var missing =
        Stream.concat(contents.owners().stream(), contents.grantees().stream())
            .filter(role -> !target.roles().contains(role))
            .toList();
    if (!missing.isEmpty()) {
      return Gate.closed(
          name,
          "the server has no role " + String.join(", ", missing),
          "Create them, such as with CREATE ROLE … NOLOGIN, so that owners and grants can be kept.");
    }
    var foreign =
        contents.owners().stream()
            .filter(role -> !target.superuser() && !target.assignable().contains(role))
            .toList();
    return foreign.isEmpty()
        ? Gate.open(name, "every role that the backup names exists")
        : Gate.closed(
            name,
            "%s may not give objects to %s".formatted(target.role(), String.join(", ", foreign)),
            "Make %s a member of them, or connect as a superuser.".formatted(quoted()));
  }

  private Gate extensions() {
    var name = "extensions";
    var missing =
        manifest.contents().extensions().stream()
            .map(e -> e.name())
            .filter(e -> !target.extensions().contains(e))
            .toList();
    return missing.isEmpty()
        ? Gate.open(name, "the server can install every extension of the backup")
        : Gate.closed(
            name,
            "the server cannot install " + String.join(", ", missing),
            "Install the extension's files on the server, then run the restore again.");
  }

  private Gate sessions() {
    var name = "sessions";
    if (!target.steps().isEmpty()) {
      return Gate.closed(
          name,
          "another step of Lockgate is at work: " + String.join("; ", target.steps()),
          "Wait until it has ended, then run the restore again.");
    }
    if (!target.superuser() && !target.superuserSessions().isEmpty()) {
      return Gate.closed(
          name,
          "superusers are connected, whose sessions %s may not end: %s"
              .formatted(target.role(), String.join("; ", target.superuserSessions())),
          "Have those sessions closed, or connect as a superuser.");
    }
    return target.otherSessions().isEmpty()
        ? Gate.open(name, "every session on the database can be ended")
        : Gate.closed(
            name,
            "%s may not end these sessions: %s"
                .formatted(target.role(), String.join("; ", target.otherSessions())),
            "GRANT pg_signal_backend TO %s, or pause the application.".formatted(quoted()));
  }

  private Gate bound() {
    var name = "nothing bound to the old database";
    return target.bound().isEmpty()
        ? Gate.open(name, "no replication slot, subscription, prepared transaction or cron job")
        : Gate.closed(
            name,
            "it would stay behind with the old database: " + String.join("; ", target.bound()),
            "Remove it first and create it again after the restore.");
  }

  private String quoted() {
    return '"' + target.role().replace("\"", "\"\"") + '"';
  }
}
