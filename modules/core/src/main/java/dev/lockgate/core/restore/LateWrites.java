package dev.lockgate.core.restore;

import dev.lockgate.core.backup.Contents;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/**
 * What was written to the old database after the safety backup's snapshot and before the exchange:
 * rows that neither the backup nor the restored database has.
 */
final class LateWrites {
  private LateWrites() {}

  /** The tables whose number of rows changed meanwhile, in words. */
  static List<String> between(Contents safety, Contents kept) {
    var before = new HashMap<String, Long>();
    safety.tables().forEach(table -> before.put(table.schema() + "." + table.name(), table.rows()));
    return kept.tables().stream()
        .filter(table -> !table.schema().equals("lockgate"))
        .filter(
            table -> !Objects.equals(before.get(table.schema() + "." + table.name()), table.rows()))
        .map(table ->
            "%s.%s: %,d rows in the safety backup, %,d in the kept database"
                .formatted(
                    table.schema(),
                    table.name(),
                    before.getOrDefault(table.schema() + "." + table.name(), 0L),
                    table.rows()))
        .toList();
  }
}
