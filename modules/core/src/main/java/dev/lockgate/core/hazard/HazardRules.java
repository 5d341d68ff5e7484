package dev.lockgate.core.hazard;

import dev.lockgate.core.migration.MigrationFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what was seen of statements into hazards. */
public final class HazardRules {
  private HazardRules() {}

  /**
   * The hazards, in the order of the statements.
   *
   * @param start the catalog before the first statement
   * @param seen every statement that ran
   * @param end the catalog after the last one
   * @param lockTimeout what a deploy sets; zero for none
   */
  public static List<Hazard> of(
      CatalogState start, List<Observation> seen, CatalogState end, Duration lockTimeout) {
    var found = new LinkedHashMap<String, Hazard>();
    for (var file : files(start, seen, end)) {
      for (var one : file) {
        WorkRules.apply(one, hazard -> add(found, hazard));
        IndexRules.apply(one, hazard -> add(found, hazard));
        LossRules.apply(one, hazard -> add(found, hazard));
        NameRules.apply(one, hazard -> add(found, hazard));
        ViewRules.apply(one, hazard -> add(found, hazard));
        BodyRules.apply(one, hazard -> add(found, hazard));
        CareRules.apply(one, hazard -> add(found, hazard));
      }
      new LockRules(file, lockTimeout, hazard -> add(found, hazard)).apply();
    }
    return sorted(found, seen);
  }

  /** A partitioned table shows the same for each partition; it is told once. */
  private static void add(Map<String, Hazard> found, Hazard hazard) {
    var key = hazard.kind() + hazard.place().file() + hazard.place().line() + hazard.message();
    found.putIfAbsent(key, hazard);
  }

  private static List<List<Seen>> files(
      CatalogState start, List<Observation> seen, CatalogState end) {
    var files = new LinkedHashMap<MigrationFile, List<Seen>>();
    for (var one : seen) {
      var file = files.computeIfAbsent(one.file(), _ -> new ArrayList<>());
      Map<Long, Set<LockMode>> held = file.isEmpty() ? Map.of() : file.getLast().at().locks();
      file.add(new Seen(start, end, one, held));
    }
    return List.copyOf(files.values());
  }

  private static List<Hazard> sorted(Map<String, Hazard> found, List<Observation> seen) {
    var files = seen.stream().map(one -> one.file().path()).distinct().toList();
    return found.values().stream()
        .sorted(
            Comparator.<Hazard>comparingInt(hazard -> files.indexOf(hazard.place().file()))
                .thenComparingInt(hazard -> hazard.place().line()))
        .toList();
  }
}
