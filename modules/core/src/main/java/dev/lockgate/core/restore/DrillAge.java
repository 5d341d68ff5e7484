package dev.lockgate.core.restore;

import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.report.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a backup of a database was last restored and verified, by a drill or in earnest.
 *
 * @param last when that restore began; none when there was none
 * @param now the time it is compared with
 */
public record DrillAge(Optional<Instant> last, Instant now) {
  /** The code of a closed gate. */
  public static final String CODE = "drill-too-old";

  private static final Duration WARNING = Duration.ofDays(75);
  private static final Duration CLOSED = Duration.ofDays(90);
  private static final String REMEDY =
      "Run the step restore with `mode: drill` on the newest backup; best every month, by a schedule.";

  /**
   * Looks through the proofs of a database's backups, the newest backup first, until one is fresh
   * enough.
   */
  public static DrillAge of(BackupStore store, String database, Instant now) {
    var last = Optional.<Instant>empty();
    for (var id : store.list()) {
      if (id.database().equals(database)) {
        for (var proof : store.proofs(id)) {
          last = later(last, proof);
        }
        if (last.filter(time -> age(time, now).compareTo(WARNING) < 0).isPresent()) {
          break;
        }
      }
    }
    return new DrillAge(last, now);
  }

  private static Optional<Instant> later(Optional<Instant> last, Proof proof) {
    var counts =
        switch (proof.kind()) {
          case DRILL, RESTORE -> proof.level() == ProofLevel.VERIFIED;
          case BACKUP -> false;
        };
    return counts && last.filter(time -> !time.isBefore(proof.began())).isEmpty()
        ? Optional.of(proof.began())
        : last;
  }

  private static Duration age(Instant time, Instant now) {
    return Duration.between(time, now);
  }

  /** Closed when there was no drill within 90 days. */
  public Gate gate() {
    var name = "restore drill";
    return last.filter(time -> age(time, now).compareTo(CLOSED) <= 0).isPresent()
        ? Gate.open(name, words())
        : Gate.closed(name, words(), REMEDY);
  }

  /** A warning from the 75th day on; none before. */
  public Optional<Finding> finding() {
    return last.filter(time -> age(time, now).compareTo(WARNING) < 0).isPresent()
        ? Optional.empty()
        : Optional.of(Finding.of(Finding.Level.WARNING, "drill-due", words() + ". " + REMEDY));
  }

  private String words() {
    return last.map(time ->
            "a backup was last restored and verified %d days ago"
                .formatted(age(time, now).toDays()))
        .orElse("no backup was ever restored and verified");
  }
}
