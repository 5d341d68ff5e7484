package dev.lockgate.image;

import java.io.Serial;

/** The build cannot go on; the message says what to do. */
public final class BuildFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public BuildFailure(String message) {
    super(message);
  }

  public BuildFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
