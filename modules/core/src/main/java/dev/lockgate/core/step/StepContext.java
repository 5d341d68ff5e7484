package dev.lockgate.core.step;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What surrounds a running step: who started it, where it may write, how it speaks and how it is
 * stopped.
 *
 * @param run who and what started the step
 * @param pullRequest what the run is about, when it is about one
 * @param workspace the checked-out repository; relative paths of inputs start here
 * @param reports an existing private folder for report files
 * @param log what a person reads while the step runs
 * @param cancellation told when the run is cancelled
 * @param handover what is given to the workspace's owner when the step ends
 */
public record StepContext(
    Run run,
    Optional<PullRequest> pullRequest,
    Path workspace,
    Path reports,
    Log log,
    Cancellation cancellation,
    Handover handover) {
  /** Surroundings in which nobody else needs the files, and without a pull request. */
  public StepContext(Run run, Path workspace, Path reports, Log log, Cancellation cancellation) {
    this(run, Optional.empty(), workspace, reports, log, cancellation, new Handover());
  }
}
