package dev.lockgate.core.restore;

import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.verification.RestoreCheck;
import dev.lockgate.core.verification.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Restores a backup into a server that is thrown away, to know that it can be done and how long it
 * takes. The live database is not touched.
 *
 * @param selection finds the backup
 * @param check restores, goes through the checklist and keeps the proof
 * @param sandbox opens a server for a backup
 */
public record Drill(Selection selection, RestoreCheck check, Function<Manifest, Sandbox> sandbox) {
  /**
   * Does it.
   *
   * @return blocked when the backup could not be verified whole
   * @throws dev.lockgate.core.step.StepFailure such as {@code restored-data-differs}
   */
  public Outcome run(Wanted wanted, String database) {
    var manifest =
        selection
            .of(wanted, database)
            .manifest()
            .orElseThrow(() ->
                new OutsideFailed(
                    "backup-not-found",
                    "A drill needs a backup that Lockgate took, which has a manifest.",
                    "Nothing was changed. Name a backup of the store, or `latest`."));
    try (var place = sandbox.apply(manifest)) {
      var proof = check.run(manifest, Proof.Kind.DRILL, place);
      return proof.level() == ProofLevel.VERIFIED
          ? new Outcome.Passed(report(manifest, proof))
          : new Outcome.Blocked(report(manifest, proof), "drill-incomplete");
    }
  }

  private static Report report(Manifest manifest, Proof proof) {
    var verified = proof.level() == ProofLevel.VERIFIED;
    var took = String.format(Locale.ROOT, "%.1f s", proof.millis() / 1000.0);
    var report =
        Report.builder()
            .text("The live database was not touched.")
            .fact("Backup", manifest.id().toString())
            .fact("Taken", manifest.began().toString())
            .fact("Restored into", proof.server())
            .fact("Proven", proof.level() + ": " + proof.level().words())
            .fact("Restore and checks took", took)
            .fact(
                "Holds",
                String.format(
                    Locale.ROOT,
                    "%,d rows in %,d tables",
                    manifest.contents().rows(),
                    manifest.contents().tables().size()));
    report.heading("Checklist");
    report.table(
        List.of("Check", "Result", "Found"),
        proof.checks().stream()
            .map(check -> List.of(check.name(), check.result().toString(), check.detail()))
            .toList());
    proof
        .notes()
        .forEach(note -> report.finding(Finding.of(Finding.Level.WARNING, "restore-note", note)));
    if (!verified) {
      report.finding(
          Finding.of(
              Finding.Level.ERROR,
              "drill-incomplete",
              "The backup reached `%s` only: see the checklist.".formatted(proof.level())));
    }
    return report
        .output("backup-id", manifest.id().toString())
        .output("proof-level", proof.level().label())
        .output("duration-seconds", Long.toString(Duration.ofMillis(proof.millis()).toSeconds()))
        .build(
            verified
                ? "Drill passed: %s was restored and verified in %s".formatted(manifest.id(), took)
                : "Blocked: the drill could not verify %s".formatted(manifest.id()));
  }
}
