package dev.lockgate.core.backup;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When the backups of a database were restored to know that they can be.
 *
 * @param last when the last drill or verified restore began; empty when none is known
 * @param unread what could not be read, a sentence each; there may have been a later one
 */
public record Drills(Optional<Instant> last, List<String> unread) {
  public Drills {
    unread = List.copyOf(unread);
  }

  /** Where no store is given. */
  public static Drills unknown() {
    return new Drills(Optional.empty(), List.of());
  }

  /** What the proofs of a store say; a manifest is not needed for that. */
  public static Drills in(BackupStore store, String database) {
    var search = new StoreSearch(store, database);
    var last =
        search
            .each(store::proofs)
            .flatMap(List::stream)
            .filter(Proof::ofDrill)
            .map(Proof::began)
            .max(Comparator.naturalOrder());
    return new Drills(last, search.unread());
  }
}
