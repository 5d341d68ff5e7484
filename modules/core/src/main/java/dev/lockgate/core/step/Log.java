package dev.lockgate.core.step;

/**
 * What a person reads while a step runs: what is about to happen, what happened, how long it took.
 */
public interface Log {
  /** A line of our own words. */
  void info(String line);

  /** Text from outside (SQL, a server's message, a child's output), which may hold anything. */
  void untrusted(String text);

  /** A log that keeps silent. */
  Log SILENT =
      new Log() {
        @Override
        public void info(String line) {}

        @Override
        public void untrusted(String text) {}
      };
}
