package dev.lockgate.core.restore;

import dev.lockgate.core.backup.Contents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A restored database compared with the manifest of its backup.
 *
 * @param differences what must not differ and does; the restore stops
 * @param notes what differs and may
 */
record Comparison(List<String> differences, List<String> notes) {
  Comparison {
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  static Comparison of(Contents expected, Contents restored) {
    var differences = new ArrayList<String>();
    var notes = new ArrayList<String>();
    compare(
        "table",
        byName(expected.tables(), t -> t.schema() + "." + t.name(), Contents.TableRows::rows),
        byName(restored.tables(), t -> t.schema() + "." + t.name(), Contents.TableRows::rows),
        differences);
    compare(
        "materialized view",
        byName(
            expected.views(),
            v -> v.schema() + "." + v.name(),
            v -> v.populated() ? "populated" : "not populated"),
        byName(
            restored.views(),
            v -> v.schema() + "." + v.name(),
            v -> v.populated() ? "populated" : "not populated"),
        differences);
    sequences(expected, restored, differences);
    extensions(expected, restored, differences, notes);
    if (expected.largeObjects() != restored.largeObjects()) {
      differences.add(
          "large objects: %d in the manifest, %d restored"
              .formatted(expected.largeObjects(), restored.largeObjects()));
    }
    return new Comparison(differences, notes);
  }

  private static <T, V> Map<String, V> byName(
      List<T> items, Function<T, String> name, Function<T, V> value) {
    return items.stream().collect(Collectors.toMap(name, value, (a, _) -> a, LinkedHashMap::new));
  }

  private static <V> void compare(
      String what, Map<String, V> expected, Map<String, V> restored, List<String> differences) {
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
  }

  private static void sequences(Contents expected, Contents restored, List<String> differences) {
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
  }

  private static void extensions(
      Contents expected, Contents restored, List<String> differences, List<String> notes) {
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
  }
}
