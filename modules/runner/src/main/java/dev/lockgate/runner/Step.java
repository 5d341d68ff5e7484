package dev.lockgate.runner;

import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.StepContext;

/** Runs the work of a step once and tells everyone how it ended. */
public final class Step {
  private final String name;

  private Step(String name) {
    this.name = name;
  }

  /** The work of a step: read the inputs, choose the parts, do it. */
  @FunctionalInterface
  public interface Work {
    /** Does the work. */
    Outcome run(Inputs inputs, StepContext context);
  }

  /**
   * A step on a GitHub runner.
   *
   * @param name such as {@code backup}
   */
  public static Step onRunner(String name) {
    return new Step(name);
  }

  /**
   * Does the work, writes summary, outputs, annotations and report files; returns the exit code.
   */
  public int run(Work work) {
    throw new UnsupportedOperationException(name + work);
  }
}
