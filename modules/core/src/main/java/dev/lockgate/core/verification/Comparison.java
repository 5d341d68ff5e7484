package dev.lockgate.core.verification;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Proof.Check;
import dev.lockgate.core.backup.Proof.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a restored database holds, compared with the manifest of its backup.
 *
 * @param checks a check for each kind of thing
 * @param notes what differs and may
 */
public record Comparison(List<Check> checks, List<String> notes) {
  private static final String ROWS = "Rows of every table";
  private static final String VIEWS = "Materialized views";
  private static final String SEQUENCES = "Sequences";
  private static final String EXTENSIONS = "Extensions";
  private static final String LARGE_OBJECTS = "Large objects";

  public Comparison {
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
  }

  /** Compares. */
  public static Comparison of(Contents expected, Contents restored) {
    var notes = new ArrayList<String>();
    var checks =
        List.of(
            rows(expected, restored),
            sequences(expected, restored),
            largeObjects(expected, restored),
            views(expected, restored),
            extensions(expected, restored, notes));
    return new Comparison(checks, notes);
  }

  /** What must not differ and does, a phrase each. */
  public List<String> differences() {
    return checks.stream()
        .filter(check -> check.result() == Result.FAILED)
        .map(Check::detail)
        .toList();
  }

  /** Whether a check is about data, which no server may lose, whatever it lacks. */
  static boolean ofData(Check check) {
    return Set.of(ROWS, SEQUENCES, LARGE_OBJECTS, "Content of every row").contains(check.name());
  }

  private static Check rows(Contents expected, Contents restored) {
    var differing =
        differing(
            "table",
            byName(expected.tables(), t -> t.schema() + "." + t.name(), Contents.TableRows::rows),
            byName(restored.tables(), t -> t.schema() + "." + t.name(), Contents.TableRows::rows));
    return Checklist.check(
        ROWS,
        differing,
        "%,d rows in %,d tables".formatted(expected.rows(), expected.tables().size()));
  }

  private static Check views(Contents expected, Contents restored) {
    Function<Contents.MaterializedView, String> state =
        view -> view.populated() ? "populated" : "not populated";
    var differing =
        differing(
            "materialized view",
            byName(expected.views(), v -> v.schema() + "." + v.name(), state),
            byName(restored.views(), v -> v.schema() + "." + v.name(), state));
    return Checklist.check(VIEWS, differing, count(expected.views()));
  }

  private static Check largeObjects(Contents expected, Contents restored) {
    var differing =
        expected.largeObjects() == restored.largeObjects()
            ? List.<String>of()
            : List.of(
                "large objects: %d in the manifest, %d restored"
                    .formatted(expected.largeObjects(), restored.largeObjects()));
    return Checklist.check(LARGE_OBJECTS, differing, "%,d".formatted(expected.largeObjects()));
  }

  private static <T, V> Map<String, V> byName(
      List<T> items, Function<T, String> name, Function<T, V> value) {
    return items.stream().collect(Collectors.toMap(name, value, (a, _) -> a, LinkedHashMap::new));
  }

  private static <V> List<String> differing(
      String what, Map<String, V> expected, Map<String, V> restored) {
    var differences = new ArrayList<String>();
    expected.forEach((name, value) -> {
      var found = restored.get(name);
      if (found == null) {
        differences.add("%s %s is missing".formatted(what, name));
      } else if (!found.equals(value)) {
        differences.add(
            "%s %s: %s in the manifest, %s restored".formatted(what, name, value, found));
      }
    });
    restored.keySet().stream()
        .filter(name -> !expected.containsKey(name))
        .forEach(name -> differences.add("%s %s is not in the manifest".formatted(what, name)));
    return differences;
  }

  private static Check sequences(Contents expected, Contents restored) {
    var differences = new ArrayList<String>();
    var found = byName(restored.sequences(), s -> s.schema() + "." + s.name(), Function.identity());
    for (var sequence : expected.sequences()) {
      var name = sequence.schema() + "." + sequence.name();
      var other = found.remove(name);
      if (other == null) {
        differences.add("sequence " + name + " is missing");
      } else if (!sequence.holds(other.after())) {
        differences.add(
            "sequence %s: between %d and %d in the manifest, %d restored"
                .formatted(
                    name, sequence.before().last(), sequence.after().last(), other.after().last()));
      }
    }
    found.keySet().forEach(name -> differences.add("sequence " + name + " is not in the manifest"));
    return Checklist.check(SEQUENCES, differences, count(expected.sequences()));
  }

  private static Check extensions(Contents expected, Contents restored, List<String> notes) {
    var differences = new ArrayList<String>();
    var found =
        byName(
            restored.extensions(),
            Contents.ExtensionVersion::name,
            Contents.ExtensionVersion::version);
    for (var extension : expected.extensions()) {
      var version = found.get(extension.name());
      if (version == null) {
        differences.add("extension " + extension.name() + " is missing");
      } else if (!version.equals(extension.version())) {
        notes.add(
            "extension %s: version %s in the manifest, %s restored, which is the server's default"
                .formatted(extension.name(), extension.version(), version));
      }
    }
    return Checklist.check(EXTENSIONS, differences, count(expected.extensions()));
  }

  private static String count(List<?> items) {
    return "%,d".formatted(items.size());
  }
}
