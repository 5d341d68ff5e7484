package dev.lockgate.core.step;

/**
 * What a person reads while a step runs: what is about to happen, what happened, how long it took.
 */
public interface Log {
  /** A line of our own words. */
  void info(String line);

  /** Text from outside (SQL, a server's message, a child's output), which may hold anything. */
  void untrusted(String text);

  /** Something that did not go as it should and changes nothing about the result. */
  default void warning(String line) {
    info("warning: " + line);
  }

  /** Folds the lines that follow under a title, until closed; groups do not nest. */
  default Group group(String title) {
    info(title);
    return () -> {};
  }

  /** Lines under one title. */
  interface Group extends AutoCloseable {
    @Override
    void close();
  }

  /** A log that keeps silent. */
  Log SILENT =
      new Log() {
        @Override
        public void info(String line) {}

        @Override
        public void untrusted(String text) {}
      };
}
