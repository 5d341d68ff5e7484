package dev.lockgate.core.routine;

import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.retention.Removal;
import dev.lockgate.core.retention.Retention;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.verification.RestoreCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One way: a backup, its proof, and only then the removal of what is no longer needed. */
public final class RoutineBackup {
  private final Backup backup;
  private final Proving proving;
  private final BackupStore store;
  private final Clock clock;
  private final StepContext context;

  /** The parts. */
  public RoutineBackup(
      Backup backup,
      RestoreCheck check,
      Sandboxes sandboxes,
      BackupStore store,
      Clock clock,
      StepContext context) {
    this.backup = backup;
    this.proving = new Proving(check, sandboxes, context);
    this.store = store;
    this.clock = clock;
    this.context = context;
  }

  /**
   * All that was done.
   *
   * @param proof what a restore showed, when there was one
   * @param whyNotRestored why there was none; empty when nobody wanted one
   * @param findings what a reader should know besides
   */
  record Done(
      Backup.Taken taken,
      Optional<Proof> proof,
      String whyNotRestored,
      Retention retention,
      Removal removal,
      List<Finding> findings) {
    Done {
      findings = List.copyOf(findings);
    }

    ProofLevel level() {
      return proof.map(Proof::level).orElse(taken.manifest().level()).or(taken.manifest().level());
    }
  }

  /**
   * Takes a backup and does all that follows.
   *
   * @param before what was found before the backup began
   * @throws StepFailure when anything stood in the way; the message says whether a backup exists.
   *     Nothing was removed then
   */
  public Outcome run(Verify verify, Retention retention, List<Finding> before) {
    var atLeast = verify == Verify.CHECKSUM ? ProofLevel.CHECKSUMMED : ProofLevel.PARSED;
    var taken = backup.take(Manifest.Kind.ROUTINE, atLeast);
    var findings = new ArrayList<>(before);
    var proven = proving.prove(verify, taken);
    if (!proven.refused().isEmpty()) {
      findings.add(
          Finding.of(
              Finding.Level.WARNING,
              "backup-not-restored",
              "The backup was parsed and could not be restored here to prove it: "
                  + proven.refused()));
    }
    context.cancellation().check();
    var database = taken.manifest().id().database();
    var removal = Removal.apply(retention, store, database, clock, context.log());
    var done = new Done(taken, proven.proof(), proven.whyNot(), retention, removal, findings);
    return new Outcome.Passed(BackupReport.of(done));
  }
}
