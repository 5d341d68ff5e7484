package dev.lockgate.core.deploy;

import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.gate.CodedGate;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.MigrationState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a backup of this database was last restored to know that it can be. Where the policy names
 * an age, it is asked for; elsewhere it is told.
 *
 * @param asked the oldest that the policy lets pass
 */
public record DrillGate(
    Optional<BackupStore> store, String database, Optional<Duration> asked, Clock clock)
    implements OutsideGate {
  private static final Duration USUAL = Duration.ofDays(90);

  private static final String NAME = "restore drill";

  @Override
  public List<CodedGate> look(MigrationState state, Map<String, String> evidence) {
    return List.of(new CodedGate("drill-overdue", gate()));
  }

  private Gate gate() {
    var oldest = clock.instant().minus(asked.orElse(USUAL));
    var last = last();
    var words =
        last.map(when -> "the last restore drill was on " + when.toString().substring(0, 10))
            .orElse("no restore drill is known");
    if (last.isPresent() && last.get().isAfter(oldest)) {
      return Gate.open(NAME, words + due(Duration.between(oldest, last.get())));
    }
    return asked.isEmpty()
        ? Gate.open(NAME, words + "; the policy asks for none")
        : Gate.closed(
            NAME,
            words + ", and the policy asks for one every " + asked.get().toDays() + " days",
            "Run the step restore with `mode: drill` against the store of this deploy: it restores"
                + " the newest backup into a server of its own and never touches the live one.");
  }

  /** Told in the last sixth of the time: a gate should not close on anybody unawares. */
  private String due(Duration left) {
    return asked.isPresent() && left.compareTo(asked.get().dividedBy(6)) < 0
        ? "; the next is due within %d days".formatted(left.toDays() + 1)
        : "";
  }

  private Optional<Instant> last() {
    return store.stream()
        .flatMap(one -> Kept.of(one, database))
        .flatMap(kept -> kept.proofs().stream())
        .filter(proof ->
            switch (proof.kind()) {
              case DRILL, RESTORE -> proof.level() == ProofLevel.VERIFIED;
              case BACKUP -> false;
            })
        .map(Proof::began)
        .max(Comparator.naturalOrder());
  }
}
