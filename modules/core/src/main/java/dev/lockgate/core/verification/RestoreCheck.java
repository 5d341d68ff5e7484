package dev.lockgate.core.verification;

import dev.lockgate.core.backup.ArchiveCheck;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.Proof.Check;
import dev.lockgate.core.backup.Proof.Result;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.Unsafe;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Restores a backup into a place of its own, goes through the checklist and keeps the proof. */
public final class RestoreCheck {
  private final BackupStore store;
  private final Packing packing;
  private final Clock clock;
  private final StepContext context;

  /** The parts of a check. */
  public RestoreCheck(BackupStore store, Packing packing, Clock clock, StepContext context) {
    this.store = store;
    this.packing = packing;
    this.clock = clock;
    this.context = context;
  }

  /**
   * Restores a backup and keeps what was learnt beside it.
   *
   * <p>What the sandbox's server cannot hold is not the backup's fault: it is named and the level
   * stays {@code parsed}. Rows that are not as the manifest says are another matter.
   *
   * @return the proof, which the store now holds
   * @throws Unsafe {@code restored-data-differs}: do not rely on the backup
   */
  public Proof run(Manifest manifest, Proof.Kind kind, Sandbox sandbox) {
    var began = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    context.log().info("Restoring " + manifest.id() + " into " + sandbox.server());
    var loaded = load(manifest, sandbox);
    context.cancellation().check();
    var checks = new ArrayList<Check>();
    var notes = new ArrayList<>(loaded.notes());
    checks.add(restored(loaded));
    if (loaded.refused().isEmpty()) {
      context.log().info("Going through the checklist");
      var list = Checklist.of(manifest, sandbox.database());
      checks.addAll(list.checks());
      notes.addAll(list.notes());
      refuseLostData(manifest, list);
    }
    var proof =
        new Proof(
            Proof.FORMAT,
            manifest.id(),
            store.manifestSha256(manifest.id()),
            kind,
            level(checks),
            began,
            Duration.between(began, clock.instant()).toMillis(),
            sandbox.server(),
            checks,
            notes,
            Backup.origin(context.run()));
    store.addProof(proof);
    context.log().info(manifest.id() + " is " + proof.level() + ": " + proof.level().words());
    return proof;
  }

  private Sandbox.Loaded load(Manifest manifest, Sandbox sandbox) {
    var loaded = new AtomicReference<Optional<Sandbox.Loaded>>(Optional.empty());
    ArchiveCheck.read(
        store.read(manifest),
        packing,
        manifest.archive(),
        plain -> loaded.set(Optional.of(sandbox.load(manifest, plain))));
    return loaded.get().orElseThrow();
  }

  private static Check restored(Sandbox.Loaded loaded) {
    var name = "Every object restored";
    if (loaded.refused().isEmpty()) {
      return new Check(name, Result.PASSED, "without an error");
    }
    var objects =
        loaded.refused().stream()
            .map(refused -> refused.object() + " (" + refused.message() + ")")
            .toList();
    return new Check(name, Result.NOT_POSSIBLE, Checklist.shortened(objects));
  }

  private static ProofLevel level(List<Check> checks) {
    if (checks.getFirst().result() != Result.PASSED) {
      return ProofLevel.PARSED;
    }
    return checks.stream().anyMatch(check -> check.result() == Result.FAILED)
        ? ProofLevel.RESTORED
        : ProofLevel.VERIFIED;
  }

  private static void refuseLostData(Manifest manifest, Checklist list) {
    var lost = list.lostData().stream().map(check -> check.name() + ": " + check.detail()).toList();
    if (!lost.isEmpty()) {
      throw new Unsafe(
          "restored-data-differs",
          "What was restored differs from the manifest of %s. %s."
              .formatted(manifest.id(), Checklist.shortened(lost)),
          "The live database was not changed. Do not rely on this backup: take or use another, and"
              + " report this, for the archive was whole.");
    }
  }
}
