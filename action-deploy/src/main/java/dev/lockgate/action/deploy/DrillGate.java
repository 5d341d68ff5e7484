package dev.lockgate.action.deploy;

import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.deploy.OutsideGate;
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
record DrillGate(
    Optional<BackupStore> store, String database, Optional<Duration> asked, Clock clock)
    implements OutsideGate {
  static final Duration USUAL = Duration.ofDays(90);

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
      return Gate.open(NAME, words);
    }
    return asked.isEmpty()
        ? Gate.open(NAME, words + "; the policy asks for none")
        : Gate.closed(
            NAME,
            words + ", and the policy asks for one every " + asked.get().toDays() + " days",
            "Run the step restore with `mode: drill` against the store of this deploy: it restores"
                + " the newest backup into a server of its own and never touches the live one.");
  }

  private Optional<Instant> last() {
    return store.stream()
        .flatMap(one -> Kept.of(one, database))
        .flatMap(kept -> kept.proofs().stream())
        .filter(proof -> proof.kind() != Proof.Kind.BACKUP)
        .filter(proof ->
            proof.checks().stream().noneMatch(check -> check.result() == Proof.Result.FAILED))
        .map(Proof::began)
        .max(Comparator.naturalOrder());
  }
}
