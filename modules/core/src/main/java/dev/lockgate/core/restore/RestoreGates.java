package dev.lockgate.core.restore;

import dev.lockgate.core.gate.ApprovalCheck;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.step.Log;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The gates of a restore: all evaluated, all shown, before the first change. */
final class RestoreGates {
  private static final String EXPECTED = "expected target";

  private final RestoreOrder order;
  private final RestoreSource source;
  private final TargetState target;
  private final Choice choice;
  private final ApprovalCheck approvals;
  private final Gate recorded;

  RestoreGates(
      RestoreOrder order,
      RestoreSource source,
      TargetState target,
      Choice choice,
      ApprovalCheck approvals,
      Gate recorded) {
    this.order = order;
    this.source = source;
    this.target = target;
    this.choice = choice;
    this.approvals = approvals;
    this.recorded = recorded;
  }

  /**
   * A gate, and the code under which the runbook explains it when it is closed.
   *
   * @param code stable kebab-case name
   */
  record Rule(String code, Gate gate) {}

  /** All of them, the closed ones in capitals. */
  static void tell(List<Rule> rules, Log log) {
    rules.forEach(rule ->
        log.info(
            (rule.gate().open() ? "open:   " : "CLOSED: ")
                + rule.gate().name()
                + ": "
                + rule.gate().evidence()));
  }

  List<Rule> evaluate() {
    return List.of(
        new Rule("restore-not-confirmed", order.confirmation().gate()),
        new Rule(approvals.code(), approvals.gate()),
        new Rule("restore-not-confirmed", restamp()),
        new Rule("restore-target-differs", expectedTarget()),
        new Rule("manifest-not-as-recorded", recorded),
        new Rule("restore-database-missing", liveDatabase()),
        new Rule("restore-into-older-server", serverVersion()),
        new Rule("restore-method-impossible", choice.gate(order.method())),
        new Rule("restore-roles-missing", roles()),
        new Rule("restore-extensions-missing", extensions()),
        new Rule("restore-sessions-in-the-way", sessions()),
        new Rule("restore-database-bound", bound()));
  }

  /**
   * Those of a provider's snapshot, which puts all of the server back.
   *
   * @param found whether there is such a snapshot
   * @param others databases that are put back with the live one
   */
  List<Rule> ofSnapshot(Gate found, List<String> others) {
    return List.of(
        new Rule("restore-not-confirmed", order.confirmation().gate()),
        new Rule(approvals.code(), approvals.gate()),
        new Rule(
            "restore-target-differs",
            differs()
                .orElseGet(() ->
                    Gate.open(
                        EXPECTED,
                        order.expectHost().isEmpty() && order.expectDatabase().isEmpty()
                            ? "the snapshot is of the server that `database-url` names"
                            : "host and database are as typed"))),
        new Rule("provider-snapshot-unknown", found),
        new Rule("restore-database-missing", liveDatabase()),
        new Rule("restore-takes-others-along", alone(others)),
        new Rule("restore-database-bound", bound("it would be put back, too: ")));
  }

  private Gate alone(List<String> others) {
    var name = "other databases of the server";
    var left = others.stream().filter(other -> !order.accepted().contains(other)).toList();
    if (left.isEmpty()) {
      return Gate.open(
          name,
          others.isEmpty() ? "there is none" : "accepted by name: " + Restore.shortened(others));
    }
    return Gate.closed(
        name,
        "they would be put back, too, and no safety backup holds them: " + Restore.shortened(left),
        "Restore a backup instead, which is of one database; or back these up and type their names"
            + " into `accept-bound`, one a line.");
  }

  private Gate restamp() {
    var name = "stamp";
    var stamp = order.restamp();
    if (stamp.isEmpty()) {
      return Gate.open(name, "the live database's own stays");
    }
    var typed = order.confirmation().dispatched().map(texts -> texts.contains(stamp)).orElse(true);
    return typed
        ? Gate.open(name, "will say `" + stamp + "` from now on")
        : Gate.closed(
            name,
            "the workflow says `restamp: " + stamp + "`, but whoever dispatched it did not type it",
            "Give the workflow a field for it and type "
                + stamp
                + " there, or leave `restamp` out.");
  }

  private Optional<Gate> differs() {
    var host = order.expectHost();
    var database = order.expectDatabase();
    var hostDiffers = !host.isEmpty() && !host.equalsIgnoreCase(target.host());
    var databaseDiffers = !database.isEmpty() && !database.equals(target.database());
    if (hostDiffers || databaseDiffers) {
      return Optional.of(
          Gate.closed(
              EXPECTED,
              (hostDiffers ? "the host is not the one in `expect-host`" : "the host is as expected")
                  + ", the database is "
                  + target.database()
                  + (databaseDiffers ? ", not " + database : ""),
              "Check which database `database-url` names; correct it, `expect-host` or"
                  + " `expect-database`."));
    }
    return Optional.empty();
  }

  private Gate expectedTarget() {
    var name = EXPECTED;
    var host = order.expectHost();
    var database = order.expectDatabase();
    var differs = differs();
    if (differs.isPresent()) {
      return differs.get();
    }
    var of = source.manifest().map(manifest -> manifest.id().database());
    if (!of.equals(Optional.of(target.database())) && database.isEmpty()) {
      return Gate.closed(
          name,
          of.map(other -> "the backup is of the database " + other)
                  .orElse("nothing says of which database %s is".formatted(source.name()))
              + ", the target is "
              + target.database(),
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
    return target.standby()
        ? Gate.closed(name, "the server is a read-only replica", "Connect to the primary.")
        : Gate.open(name, target.database() + " exists");
  }

  private Gate serverVersion() {
    var name = "server version";
    var from = source.serverMajor();
    if (from == 0) {
      return Gate.open(name, "unverified source: it does not say of which PostgreSQL it is");
    }
    return target.serverMajor() < from
        ? Gate.closed(
            name,
            "the backup is of PostgreSQL %d, the server is %d"
                .formatted(from, target.serverMajor()),
            "Restore into a server of major %d or newer.".formatted(from))
        : Gate.open(
            name, "backup of PostgreSQL %d, server %d".formatted(from, target.serverMajor()));
  }

  private Gate roles() {
    var name = "roles";
    if (source.manifest().isEmpty()) {
      return Gate.open(name, "unverified source: missing roles show when it is loaded");
    }
    var contents = source.manifest().get().contents();
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
    if (source.manifest().isEmpty()) {
      return Gate.open(name, "unverified source: missing extensions show when it is loaded");
    }
    var missing =
        source.manifest().get().contents().extensions().stream()
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
    if (choice.is(Method.IN_PLACE)) {
      return Gate.open(name, "none has to be ended: whoever writes waits until the end");
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
    return bound(
        choice.is(Method.IN_PLACE)
            ? "it would see everything replaced: "
            : "it would stay behind with the old database: ");
  }

  private Gate bound(String what) {
    var name = "nothing bound to the old database";
    var left =
        target.bound().stream()
            .filter(bound -> !bound.acceptable() || !order.accepted().contains(bound.name()))
            .map(TargetState.Bound::toString)
            .toList();
    if (left.isEmpty()) {
      return Gate.open(
          name,
          target.bound().isEmpty()
              ? "no replication slot, subscription, prepared transaction or cron job"
              : "accepted by name: " + Restore.shortened(words(target.bound())));
    }
    return Gate.closed(
        name,
        what + String.join("; ", left),
        "Remove it first and create it again after the restore; or type its name into"
            + " `accept-bound`, one a line. A prepared transaction has to be finished.");
  }

  private static List<String> words(List<TargetState.Bound> bound) {
    return bound.stream().map(TargetState.Bound::toString).toList();
  }

  private String quoted() {
    return '"' + target.role().replace("\"", "\"\"") + '"';
  }
}
