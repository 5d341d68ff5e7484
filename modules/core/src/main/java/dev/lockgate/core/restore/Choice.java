package dev.lockgate.core.restore;

import dev.lockgate.core.gate.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the two methods is taken.
 *
 * @param method none when neither can be done
 * @param notSwap why no database can be exchanged, a phrase each; empty when one can
 * @param notInPlace why the live one cannot be filled anew, a phrase each
 */
record Choice(Optional<Method> method, List<String> notSwap, List<String> notInPlace) {
  private static final String NAME = "method";

  /**
   * Chooses.
   *
   * @param server asked how many locks the source takes, when it comes to that
   */
  static Choice of(
      Method wanted,
      TargetState target,
      RestoreTarget server,
      RestoreSource source,
      MigrateTo version) {
    var notSwap = notSwap(target, source);
    if (wanted != Method.IN_PLACE && notSwap.isEmpty()) {
      return new Choice(Optional.of(Method.SWAP), notSwap, List.of());
    }
    var migrates = !(version instanceof MigrateTo.None);
    var notInPlace = notInPlace(target, server.locks(source), migrates);
    var inPlace = wanted != Method.SWAP && notInPlace.isEmpty();
    return new Choice(
        inPlace ? Optional.of(Method.IN_PLACE) : Optional.empty(), notSwap, notInPlace);
  }

  boolean is(Method one) {
    return method.filter(one::equals).isPresent();
  }

  Gate gate(Method wanted) {
    if (method.isPresent()) {
      return Gate.open(
          NAME,
          is(Method.SWAP)
              ? "a new database is exchanged for the live one"
              : "in place, in one transaction"
                  + (wanted == Method.AUTO ? ", since " + String.join(", ", notSwap) : ""));
    }
    var why = new ArrayList<String>();
    if (wanted != Method.IN_PLACE) {
      why.add("no database can be exchanged: " + String.join(", ", notSwap));
    }
    if (wanted != Method.SWAP) {
      why.add("the live one cannot be filled anew in place: " + String.join(", ", notInPlace));
    }
    return Gate.closed(
        NAME,
        String.join("; ", why),
        "Remove what stands in the way of one of them (ALTER ROLE … CREATEDB, membership in the"
            + " owner, a larger max_locks_per_transaction), then run the restore again.");
  }

  private static List<String> notSwap(TargetState target, RestoreSource source) {
    var why = new ArrayList<String>();
    if (!source.schemas().isEmpty()) {
      why.add(
          "the backup holds only the schemas %s, and the others have to stay"
              .formatted(String.join(", ", source.schemas())));
    }
    if (!target.superuser() && !target.createDatabase()) {
      why.add(target.role() + " may not create databases");
    }
    if (!target.superuser() && !target.ownsDatabase()) {
      why.add(target.role() + " does not own the database " + target.database());
    }
    if (target.database().equals(target.maintenanceDatabase())) {
      why.add(target.database() + " is also the maintenance database and cannot be renamed");
    }
    return why;
  }

  private static List<String> notInPlace(TargetState target, long locks, boolean migrates) {
    var why = new ArrayList<String>();
    if (!target.superuser() && !target.foreignObjects().isEmpty()) {
      why.add(
          "%s does not own %s"
              .formatted(target.role(), Restore.shortened(target.foreignObjects())));
    }
    var needed = target.relations() + locks;
    if (needed > target.lockCapacity()) {
      why.add(
          "it takes %,d locks and the server's table has room for %,d"
              .formatted(needed, target.lockCapacity()));
    }
    if (migrates) {
      why.add("migrations run in transactions of their own; let a deploy run them afterwards");
    }
    return why;
  }
}
