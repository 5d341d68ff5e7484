package dev.lockgate.core.routine;

import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.verification.RestoreCheck;
import java.util.Optional;
import java.util.stream.Collectors;

/** Proves a backup that was just taken by restoring it, while disk and time allow. */
public final class Proving {
  private final RestoreCheck check;
  private final Sandboxes sandboxes;
  private final StepContext context;

  /** The parts. */
  public Proving(RestoreCheck check, Sandboxes sandboxes, StepContext context) {
    this.check = check;
    this.sandboxes = sandboxes;
    this.context = context;
  }

  /**
   * What came of it.
   *
   * @param proof what a restore showed, when there was one
   * @param whyNot why there was none; empty when nobody wanted one
   * @param refused why it could not be restored here; empty when it could, or was not tried
   */
  public record Proven(Optional<Proof> proof, String whyNot, String refused) {
    /** Why a restore did not prove it; empty when one did, or when nobody wanted one. */
    public String words() {
      if (proof.isEmpty()) {
        return refused.isEmpty() ? whyNot : refused;
      }
      return proof.get().level() == ProofLevel.VERIFIED
          ? ""
          : proof.get().checks().stream()
              .filter(check -> check.result() != Proof.Result.PASSED)
              .map(check -> check.name() + ": " + check.detail())
              .collect(Collectors.joining("; "));
    }

    /** What is known of the backup now. */
    public ProofLevel level(Manifest manifest) {
      return proof.map(Proof::level).orElse(manifest.level()).or(manifest.level());
    }
  }

  /**
   * Proves a backup as far as was asked.
   *
   * @throws StepFailure {@code restored-data-differs}, and when a restore was insisted on whatever
   *     stood in its way
   */
  public Proven prove(Verify verify, Backup.Taken taken) {
    var why = whyNot(verify, taken);
    return why.isPresent()
        ? new Proven(Optional.empty(), why.get(), "")
        : restored(verify, taken.manifest());
  }

  private Optional<String> whyNot(Verify verify, Backup.Taken taken) {
    return switch (verify) {
      case CHECKSUM, PARSE -> Optional.of("");
      case RESTORE -> Optional.empty();
      case AUTO -> {
        var means =
            Means.of(
                taken.manifest().server().databaseBytes(), taken.dumping(), sandboxes.freeBytes());
        context.log().info("To prove it, " + means.words());
        yield means.suffice() ? Optional.empty() : Optional.of(means.words());
      }
    };
  }

  private Proven restored(Verify verify, Manifest manifest) {
    try (var sandbox = sandboxes.open(manifest)) {
      return new Proven(Optional.of(check.run(manifest, Proof.Kind.BACKUP, sandbox)), "", "");
    } catch (Cancellation.Cancelled e) {
      throw e;
    } catch (StepFailure e) {
      if (verify == Verify.RESTORE || e.code().equals("restored-data-differs")) {
        throw e;
      }
      context.cancellation().check();
      return new Proven(Optional.empty(), "", String.valueOf(e.getMessage()));
    }
  }
}
