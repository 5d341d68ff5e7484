package dev.lockgate.core.verification;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof.Check;
import dev.lockgate.core.backup.Proof.Result;
import dev.lockgate.core.backup.SchemaState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * A restored database looked at from all sides and compared with the manifest of its backup.
 *
 * @param checks in the order in which they were made
 * @param notes what differs and may, a sentence each
 */
public record Checklist(List<Check> checks, List<String> notes) {
  private static final String SCHEMA = "Schema: objects, owners, grants, triggers, row security";

  private static final int NAMED = 20;

  public Checklist {
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
  }

  /** Goes through the whole list. */
  public static Checklist of(Manifest manifest, RestoredDatabase restored) {
    var expected = manifest.contents();
    var hashes = expected.tables().stream().anyMatch(table -> !table.hash().isEmpty());
    var found = restored.contents(manifest.schemas(), hashes);
    var checks = new ArrayList<Check>();
    var comparison = Comparison.of(expected, found);
    checks.addAll(comparison.checks());
    checks.add(contentOfRows(expected, found, hashes));
    checks.add(histories(expected, found));
    checks.add(schema(manifest.schema(), restored.schema(manifest.schemas())));
    checks.add(oddities(expected, found));
    checks.addAll(restored.health());
    return new Checklist(checks, comparison.notes());
  }

  /** Whether all that could be compared is equal and every table takes a row. */
  public boolean passed() {
    return checks.stream().noneMatch(check -> check.result() == Result.FAILED);
  }

  /** What does not agree though every object was restored; the archive cannot be relied on. */
  public List<Check> lostData() {
    return checks.stream()
        .filter(check -> check.result() == Result.FAILED && Comparison.ofData(check))
        .toList();
  }

  private static Check contentOfRows(Contents expected, Contents found, boolean hashes) {
    var name = "Content of every row";
    if (!hashes) {
      return new Check(name, Result.NOT_POSSIBLE, "the backup was taken without content hashes");
    }
    var equal = new HashSet<>(found.tables());
    var differing =
        expected.tables().stream()
            .filter(table -> !table.hash().isEmpty() && !equal.contains(table))
            .map(table -> table.schema() + "." + table.name())
            .toList();
    return check(name, differing, "%,d tables".formatted(expected.tables().size()));
  }

  private static Check histories(Contents expected, Contents found) {
    var there = new HashSet<>(found.histories());
    var differing =
        expected.histories().stream()
            .filter(history -> !there.contains(history))
            .map(history -> history.schema() + "." + history.table())
            .toList();
    var passed =
        expected.histories().isEmpty()
            ? "there is none"
            : expected.histories().getFirst().tool()
                + " at "
                + expected.histories().getFirst().version();
    return check("History of migrations", differing, passed);
  }

  private static Check schema(SchemaState expected, SchemaState restored) {
    if (expected.digest().isEmpty()) {
      return new Check(SCHEMA, Result.NOT_POSSIBLE, "the manifest has no digest of the schema");
    }
    var names = new TreeSet<>(expected.objects().keySet());
    names.addAll(restored.objects().keySet());
    names.removeIf(name ->
        expected
            .objects()
            .getOrDefault(name, "")
            .equals(restored.objects().getOrDefault(name, "")));
    return check(SCHEMA, List.copyOf(names), "%,d objects".formatted(expected.objects().size()));
  }

  private static Check oddities(Contents expected, Contents found) {
    var name = "Constraints validated, indexes valid, triggers enabled";
    var known = new HashSet<>(expected.oddities());
    var fresh =
        found.oddities().stream()
            .filter(oddity -> !known.contains(oddity))
            .map(Checklist::words)
            .toList();
    if (!fresh.isEmpty() || found.oddities().isEmpty()) {
      return check(name, fresh, "all of them");
    }
    return new Check(
        name,
        Result.NOTED,
        "as in the database itself: "
            + shortened(found.oddities().stream().map(Checklist::words).toList()));
  }

  private static String words(Contents.Oddity oddity) {
    return oddity.what() + ": " + oddity.object();
  }

  static Check check(String name, List<String> differing, String passed) {
    return differing.isEmpty()
        ? new Check(name, Result.PASSED, passed)
        : new Check(name, Result.FAILED, shortened(differing));
  }

  /** The first of many names, and how many more there are. */
  public static String shortened(List<String> names) {
    var shown = String.join("; ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? shown + "; and " + (names.size() - NAMED) + " more" : shown;
  }
}
