package dev.lockgate.image;

import java.io.Serial;

/** The build cannot go on; the message says what to do. */
final class BuildFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  BuildFailure(String message) {
    super(message);
  }

  BuildFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
