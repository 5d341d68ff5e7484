package dev.lockgate.core.drift;

import dev.lockgate.core.drift.Settlement.Settled;
import dev.lockgate.core.proof.Written;

/** The two scripts as files: one to run by hand, one to commit as the next migration. */
final class SettlingFiles {
  private final NextFile next;
  private final DriftFiles output;

  SettlingFiles(NextFile next, DriftFiles output) {
    this.next = next;
    this.output = output;
  }

  /**
   * What was written where.
   *
   * @param revertPath empty when there is nothing to run
   * @param capturePath empty when there is nothing to commit
   */
  record Scripts(Settled settled, String revertPath, String capturePath) {}

  Scripts write(Settled settled) {
    var revert = settled.revert();
    var capture = settled.capture();
    return new Scripts(
        settled,
        revert.script().isEmpty() ? "" : output.sql("revert.sql", head(REVERT, revert)),
        capture.script().isEmpty()
            ? ""
            : output.sql(next.named("capture_drift"), head(CAPTURE, capture)));
  }

  private static final String REVERT =
      """
      -- Makes the database what its migrations lead to: run it by hand, as the role that deploys.
      """;

  private static final String CAPTURE =
      """
      -- Makes of what the migrations lead to what somebody made of the database by hand. The database it was
      -- taken from has all of this already: run the revert script there before this file is deployed.
      """;

  private static String head(String what, Written written) {
    return what
        + "-- This script: "
        + written.verdict().words().lines().findFirst().orElse("")
        + ".\n\n"
        + written.script();
  }
}
