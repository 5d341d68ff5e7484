package dev.lockgate.runner;

import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.Handover;
import dev.lockgate.core.step.PullRequest;
import dev.lockgate.core.step.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The place in which a step runs: where its inputs come from and how it speaks to people. */
sealed interface Host permits RunnerHost, ShellHost {
  /** The text of an input; empty when it was not given. */
  Optional<String> input(String name);

  /** What is secret here besides the inputs, by the name of its variable. */
  Map<String, String> secrets();

  /** Who and what started the step. */
  Run run();

  /** The checked-out repository. */
  Path workspace();

  /** The folder for report files; made when missing. */
  Path reportFolder();

  /** The pull request that the run is about, when there is one. */
  Optional<PullRequest> pullRequest();

  /** What the person who dispatched the run typed; none when it began otherwise. */
  Optional<Set<String>> dispatched();

  /**
   * Looks at the context before anything else happens.
   *
   * @throws dev.lockgate.core.step.Unsafe when no step may run in it
   */
  void refuseForbiddenContext();

  /** Hides a value in all that the host shows from now on. */
  void mask(String value);

  /** A line of our own words. */
  void print(String line);

  /** Text that may hold anything. */
  void printUntrusted(String text);

  /** Starts or, with an empty title, ends a group of lines. */
  void group(String title);

  /** Shows something beside the report, and points at where it is in the repository. */
  void annotate(Finding finding);

  /**
   * Shows how the step ended.
   *
   * @param outputs for later steps, by name
   */
  void show(Ending ending, Map<String, String> outputs);

  /** Takes over what the step created in the workspace. */
  void take(Handover created) throws IOException;
}
