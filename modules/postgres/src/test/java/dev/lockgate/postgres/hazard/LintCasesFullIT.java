package dev.lockgate.postgres.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockgate.core.database.Major;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the hazards on a table of cases that is not ours, {@code -Dlockgate.cases=<folder with
 * cases.tsv>}, and prints for each class what was flagged, missed and flagged without need.
 */
class LintCasesFullIT {
  /** Their words for a class, and ours; several where ours are finer. */
  private static final Map<String, Set<String>> OURS =
      Map.ofEntries(
          Map.entry("SCAN_CHECK", Set.of("scans-for-check")),
          Map.entry("TABLE_REWRITE", Set.of("rewrites-table")),
          Map.entry("SERIAL_COLUMN", Set.of("adds-serial-column")),
          Map.entry("FK_NO_INDEX", Set.of("foreign-key-without-index")),
          Map.entry("SCAN_SET_NOT_NULL", Set.of("scans-for-not-null")),
          Map.entry("STYLE_TYPE", Set.of("poor-type")),
          Map.entry("STYLE_ENUM", Set.of("uses-enum")),
          Map.entry("LOCK_HELD", Set.of("holds-lock")),
          Map.entry("TYPE_CHANGE", Set.of("changes-type")),
          Map.entry("INDEX_BLOCKING", Set.of("builds-index")),
          Map.entry("INDEX_DROP_BLOCKING", Set.of("drops-index")),
          Map.entry("UNIQUE_BLOCKING", Set.of("builds-unique")),
          Map.entry("EXCLUSION_BLOCKING", Set.of("builds-exclusion")),
          Map.entry("PK_BLOCKING", Set.of("builds-primary-key")),
          Map.entry("NO_LOCK_TIMEOUT", Set.of("lacks-lock-timeout")),
          Map.entry("MULTIPLE_ALTER", Set.of("alters-repeatedly")),
          Map.entry("DROP_COLUMN", Set.of("drops-column")),
          Map.entry("DROP_TABLE", Set.of("drops-table")),
          Map.entry("DROP_CONSTRAINT", Set.of("drops-constraint")),
          Map.entry("RENAME_COLUMN", Set.of("renames-column")),
          Map.entry("RENAME_TABLE", Set.of("renames-table")),
          Map.entry("RENAME_SCHEMA", Set.of("renames-schema")),
          Map.entry("RENAME_ENUM_VALUE", Set.of("renames-enum-value")),
          Map.entry("FK_VALIDATED", Set.of("scans-for-foreign-key")),
          Map.entry("MASS_DML", Set.of("changes-all-rows")),
          Map.entry("WIDE_INDEX", Set.of("wide-index")),
          Map.entry("REQUIRED_COLUMN", Set.of("requires-column")),
          Map.entry("DEFAULT_DROPPED_AFTER_ADD", Set.of("requires-column", "drops-default")));

  @TempDir private Path workspace;

  private final Map<String, int[]> counts = new TreeMap<>();
  private final List<String> told = new ArrayList<>();

  @Test
  void at_least_95_of_100_bad_cases_are_flagged_and_at_most_5_of_100_good_ones() throws Exception {
    var folder = System.getProperty("lockgate.cases", "");
    assumeTrue(!folder.isEmpty(), "measured only with -Dlockgate.cases=<folder>");
    var run = new CaseRun(Major.V15, workspace, Map.of());

    for (var line : Files.readAllLines(Path.of(folder, "cases.tsv")).stream().skip(1).toList()) {
      measure(run, Path.of(folder), line.split("\t", -1));
    }

    print();
    var total = total();
    assertThat((double) total[0]).isGreaterThanOrEqualTo(0.95 * (total[0] + total[1]));
    assertThat(total[2]).isLessThanOrEqualTo((int) Math.ceil(0.05 * (total[2] + total[3])));
  }

  private void measure(CaseRun run, Path folder, String[] row) throws IOException {
    var verdict = row[3];
    var kind = row[4];
    if (verdict.equals("info")) {
      return;
    }
    var setup = row[10].isEmpty() ? "" : Files.readString(folder.resolve(row[10]));
    var files =
        Arrays.asList(
            Files.readString(folder.resolve(row[9])).split("(?m)^-- next migration file.*$", -1));
    var went = run.run(setup, files);
    var flagged = went.classes().stream().anyMatch(OURS.getOrDefault(kind, Set.of())::contains);
    var bad = verdict.equals("bad");
    var count = counts.computeIfAbsent(kind, _ -> new int[4]);
    count[(bad ? 0 : 2) + (flagged ? 0 : 1)]++;
    if (bad != flagged) {
      told.add(
          "%s %s: %s %s%n    %s"
              .formatted(
                  bad ? "MISSED" : "FALSE ALARM", kind, row[9], went.classes(), went.title()));
    }
  }

  private int[] total() {
    var total = new int[4];
    counts.values().forEach(one -> Arrays.setAll(total, i -> total[i] + one[i]));
    return total;
  }

  private void print() {
    told.forEach(IO::println);
    IO.println(
        "%-28s %8s %8s %12s %8s".formatted("class", "flagged", "missed", "false alarm", "quiet"));
    counts.forEach((kind, count) -> IO.println(line(kind, count)));
    IO.println(line("all", total()));
  }

  private static String line(String kind, int[] count) {
    return String.format(
        Locale.ROOT, "%-28s %8d %8d %12d %8d", kind, count[0], count[1], count[2], count[3]);
  }
}
