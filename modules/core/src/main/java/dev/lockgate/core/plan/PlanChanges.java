package dev.lockgate.core.plan;

import dev.lockgate.core.plan.Plan.PlannedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names what differs between a plan that was approved and the one that would run. */
record PlanChanges(Plan approved, Plan now) {
  List<String> all() {
    var changes = new ArrayList<String>();
    files(changes);
    placeholders(changes);
    if (!approved.policy().equals(now.policy())) {
      changes.add("the policy has another text");
    }
    if (!approved.fromVersion().equals(now.fromVersion())) {
      changes.add(
          "the database is at %s, and was at %s"
              .formatted(version(now.fromVersion()), version(approved.fromVersion())));
    }
    if (!approved.schema().equals(now.schema())) {
      changes.add("the database's schema was changed");
    }
    if (changes.isEmpty() && !approved.equals(now)) {
      changes.add("the order of the files is another");
    }
    return List.copyOf(changes);
  }

  private void files(List<String> changes) {
    var before = byPath(approved);
    var after = byPath(now);
    var paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    for (var path : paths) {
      var planned = before.get(path);
      var runs = after.get(path);
      if (planned == null && runs != null) {
        changes.add("%s `%s` is not in it".formatted(role(runs), path));
      } else if (planned != null && runs == null) {
        changes.add("%s `%s` would not run any more".formatted(role(planned), path));
      } else if (planned != null && !planned.equals(runs)) {
        changes.add("%s `%s` has another text".formatted(role(planned), path));
      }
    }
  }

  private void placeholders(List<String> changes) {
    var names = new TreeSet<>(approved.placeholders().keySet());
    names.addAll(now.placeholders().keySet());
    names.stream()
        .filter(name ->
            !approved
                .placeholders()
                .getOrDefault(name, "")
                .equals(now.placeholders().getOrDefault(name, "")))
        .forEach(name -> changes.add("the placeholder `%s` has another value".formatted(name)));
  }

  private static Map<String, PlannedFile> byPath(Plan plan) {
    return plan.files().stream()
        .collect(Collectors.toMap(PlannedFile::path, Function.identity(), (first, _) -> first));
  }

  private static String role(PlannedFile file) {
    return switch (file.role()) {
      case VERSIONED, REPEATABLE -> "the migration";
      case CALLBACK, SEED, SMOKE -> "the " + file.role().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String version(String version) {
    return version.isEmpty() ? "no version" : "version " + version;
  }
}
