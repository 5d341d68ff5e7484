package dev.lockgate.runner;

import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.Unsafe;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps a step from running the files of a stranger's pull request beside the secrets of the
 * repository, which is what {@code pull_request_target} with a checked-out head does.
 */
final class PullRequestTarget {
  private static final String CODE = "pull-request-target-head";
  private static final String REMEDY =
      "Nothing was changed. Run this step on `pull_request`, which has no secrets, or check out the"
          + " base branch only (actions/checkout without `ref`). The diff step needs no secret to"
          + " show a pull request's migrations.";

  private PullRequestTarget() {}

  static void refuse(Run run, Event event, Path workspace) {
    if (!run.event().equals("pull_request_target")) {
      return;
    }
    var checkedOut = GitHead.allIn(workspace);
    var pullRequest = List.of(event.headCommit(), event.mergeCommit());
    var base = List.of(event.baseCommit(), run.commit());
    for (var head : checkedOut) {
      if (pullRequest.contains(head.commit()) && !head.commit().isEmpty()) {
        throw new Unsafe(
            CODE,
            "The workflow runs on `pull_request_target`, with the secrets of the repository, and "
                + head.place()
                + " holds the files of the pull request ("
                + head.commit()
                + ").",
            REMEDY);
      }
      if (!base.contains(head.commit()) && event.headMayBeForeign()) {
        throw new Unsafe(
            CODE,
            "The workflow runs on `pull_request_target`, with the secrets of the repository, and"
                + " what is checked out in "
                + head.place()
                + " cannot be told to be the base branch, so it may be the files of a fork.",
            REMEDY);
      }
    }
  }
}
