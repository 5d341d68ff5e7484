package dev.lockgate.core.deploy;

import dev.lockgate.core.diff.Rehearsal;
import dev.lockgate.core.gate.CodedGate;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.schema.ObjectChange;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a shadow says of a deploy: whether its migrations run, whether the database is where its
 * history leads to, and which schema must come out.
 *
 * @param rehearsal how it went; empty when there was none
 * @param whyNot why there was none
 * @param live the schema before the first change; empty when there was no rehearsal
 */
record Rehearsed(
    Optional<Rehearsal.Rehearsed> rehearsal, String whyNot, Optional<SchemaSnapshot> live) {
  /** NOT NULL, foreign key, raised by a function: a shadow has no rows, so it may be its fault. */
  private static final Pattern ABOUT_ROWS = Pattern.compile("SQLSTATE (23502|23503|P0001)\\b");

  private static final int SHOWN = 5;

  static Rehearsed without(String whyNot) {
    return new Rehearsed(Optional.empty(), whyNot, Optional.empty());
  }

  List<CodedGate> gates(boolean driftBlocks) {
    return List.of(
        new CodedGate("migration-fails", runs()), new CodedGate("drift", driftFree(driftBlocks)));
  }

  private Gate runs() {
    var name = "rehearsal";
    if (rehearsal.isEmpty()) {
      return Gate.open(name, "not rehearsed: " + whyNot);
    }
    return switch (rehearsal.get()) {
      case Rehearsal.Ran _ -> Gate.open(name, "everything pending runs on a shadow");
      case Rehearsal.NotReplayed not ->
          Gate.open(
              name,
              "not rehearsed: what was applied does not run on an empty database: "
                  + firstLine(not.message()));
      case Rehearsal.Failed failed when ABOUT_ROWS.matcher(failed.message()).find() ->
          Gate.open(
              name,
              "not rehearsed to its end: a shadow has no rows, and " + firstLine(failed.message()));
      case Rehearsal.Failed failed ->
          Gate.closed(
              name,
              "on a shadow with the schema of this database, " + firstLine(failed.message()),
              "Correct the file; the step diff shows where it fails before anybody deploys.");
    };
  }

  private Gate driftFree(boolean blocks) {
    var name = "drift-free";
    if (!(rehearsal.orElse(null) instanceof Rehearsal.Ran ran)) {
      return Gate.open(name, "not compared, since there was no rehearsal");
    }
    if (!ran.inexact().isEmpty()) {
      return Gate.open(
          name,
          "not compared: the history names %d files that cannot be replayed exactly"
              .formatted(ran.inexact().size()));
    }
    var drift = drift(ran);
    if (drift.isEmpty()) {
      return Gate.open(name, "the schema is what its history leads to");
    }
    var found = drift.size() + " objects are not what the history leads to: " + names(drift);
    return !blocks
        ? Gate.open(name, "the policy lets it pass: " + found)
        : Gate.closed(
            name,
            found,
            "Run the step drift: it prints the SQL that takes the change back, and the SQL that"
                + " makes it a migration.");
  }

  /**
   * Whether the schema as it is may stand for what was deployed. One that had drifted may not: the
   * next drift would find nothing. Where no rehearsal told, what was kept before goes on standing.
   */
  boolean leavesReference() {
    return rehearsal
        .map(how -> !(how instanceof Rehearsal.Ran ran) || drift(ran).isEmpty())
        .orElse(false);
  }

  /** A history that cannot be replayed exactly says nothing of drift. */
  private List<ObjectChange> drift(Rehearsal.Ran ran) {
    return ran.inexact().isEmpty()
        ? SchemaComparison.of(ran.before(), live.orElseThrow()).changes()
        : List.of();
  }

  /** Whether the schema that came out can be compared at all. */
  boolean isComparable() {
    return rehearsal.orElse(null) instanceof Rehearsal.Ran;
  }

  /** Objects that came out otherwise than on the shadow, without those that differed before. */
  List<ObjectChange> surprises(SchemaSnapshot now) {
    if (!(rehearsal.orElse(null) instanceof Rehearsal.Ran ran)) {
      return List.of();
    }
    var before = ids(SchemaComparison.of(ran.before(), live.orElseThrow()).changes());
    return SchemaComparison.of(ran.after(), now).changes().stream()
        .filter(change -> !before.contains(change.id()))
        .toList();
  }

  static String names(List<ObjectChange> changes) {
    return changes.stream()
            .limit(SHOWN)
            .map(change -> change.id().toString())
            .collect(Collectors.joining(", "))
        + (changes.size() > SHOWN ? " and " + (changes.size() - SHOWN) + " more" : "");
  }

  private static Set<ObjectId> ids(List<ObjectChange> changes) {
    return changes.stream().map(ObjectChange::id).collect(Collectors.toSet());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").strip();
  }
}
