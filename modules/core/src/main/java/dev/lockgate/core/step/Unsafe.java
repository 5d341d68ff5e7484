package dev.lockgate.core.step;

import org.jspecify.annotations.Nullable;

/**
 * A check found that going on could lose data, or the context forbids the step; the owner of the
 * database acts.
 */
public final class Unsafe extends StepFailure {
  private static final long serialVersionUID = 1L;

  /** A failure without a cause of its own. */
  public Unsafe(String code, String message, String remedy) {
    this(code, message, remedy, null);
  }

  /** A failure that an exception led to. */
  public Unsafe(String code, String message, String remedy, @Nullable Throwable cause) {
    super(code, message, remedy, cause);
  }

  @Override
  public int exitCode() {
    return 3;
  }
}
