package dev.lockgate.core.step;

import org.jspecify.annotations.Nullable;

/** PostgreSQL, GitHub, Slack or the store failed; whoever runs it acts. */
public final class OutsideFailed extends StepFailure {
  private static final long serialVersionUID = 1L;

  /** A failure without a cause of its own. */
  public OutsideFailed(String code, String message, String remedy) {
    this(code, message, remedy, null);
  }

  /** A failure that an exception led to. */
  public OutsideFailed(String code, String message, String remedy, @Nullable Throwable cause) {
    super(code, message, remedy, cause);
  }

  @Override
  public int exitCode() {
    return 4;
  }
}
