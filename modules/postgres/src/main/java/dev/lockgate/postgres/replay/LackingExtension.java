package dev.lockgate.postgres.replay;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.snapshot.Thing;
import dev.lockgate.core.step.Unsafe;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says which extension a shadow lacks, and where one that has it is to be had. */
final class LackingExtension {
  /** What PostgreSQL says when a migration asks for one of which the server has no files. */
  private static final Pattern NOT_AVAILABLE =
      Pattern.compile("extension \"([^\"]+)\" is not available");

  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  private LackingExtension() {}

  /** A replay that failed, told as what it failed for when that is an extension. */
  static Unsafe explain(Unsafe failure, Making made) {
    var lacking = made.lacking();
    var names =
        lacking.stream()
            .map(thing -> thing.value("name"))
            .collect(Collectors.toCollection(TreeSet::new));
    var asked = NOT_AVAILABLE.matcher(String.valueOf(failure.getMessage()));
    while (asked.find()) {
      names.add(asked.group(1));
    }
    return names.isEmpty() ? withNotes(failure, made.notes()) : lacks(names, failure);
  }

  /** Them as objects, which nothing can be said about. */
  static Set<ObjectId> objects(List<Thing> lacking) {
    return lacking.stream()
        .map(thing -> new ObjectId(Kind.EXTENSION, quoted(thing.value("name"))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the shadow has otherwise may be why. */
  private static Unsafe withNotes(Unsafe failure, List<String> notes) {
    return notes.isEmpty()
        ? failure
        : new Unsafe(
            failure.code(),
            failure.getMessage() + "\n" + String.join("\n", notes),
            failure.remedy(),
            failure);
  }

  private static Unsafe lacks(Set<String> names, Unsafe failure) {
    return new Unsafe(
        "shadow-lacks-extension",
        "The throw-away server on which the migrations are replayed lacks "
            + (names.size() == 1 ? "the extension " : "the extensions ")
            + String.join(", ", names)
            + ", and without that they do not run: "
            + failure.getMessage(),
        "Nothing was changed. Let `shadow-url` name a throw-away server that has it, such as a service"
            + " container of the job whose image brings the extension.",
        failure);
  }

  private static String quoted(String name) {
    return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
