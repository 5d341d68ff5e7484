package dev.lockgate.core.step;

import org.jspecify.annotations.Nullable;

/** PostgreSQL itself could not make this atomic and it stopped in between; a person acts, now. */
public final class HalfWay extends StepFailure {
  private static final long serialVersionUID = 1L;

  /** A failure without a cause of its own. */
  public HalfWay(String code, String message, String remedy) {
    this(code, message, remedy, null);
  }

  /** A failure that an exception led to. */
  public HalfWay(String code, String message, String remedy, @Nullable Throwable cause) {
    super(code, message, remedy, cause);
  }

  @Override
  public int exitCode() {
    return 5;
  }
}
