package dev.lockgate.cli;

/** A command line that cannot be read; the message names the flag and what was expected. */
final class BadFlag extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadFlag(String message) {
    super(message);
  }
}
