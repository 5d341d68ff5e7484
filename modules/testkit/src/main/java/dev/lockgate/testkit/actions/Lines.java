package dev.lockgate.testkit.actions;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts one stream of bytes into lines and tells each when it is whole. */
final class Lines {
  private final Consumer<String> sink;
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  Lines(Consumer<String> sink) {
    this.sink = sink;
  }

  synchronized void add(byte[] bytes) {
    all.writeBytes(bytes);
    for (var one : bytes) {
      if (one == '\n') {
        flush();
      } else {
        line.write(one);
      }
    }
  }

  /** The stream ended; a last line without a line break counts. */
  synchronized void end() {
    if (line.size() > 0) {
      flush();
    }
  }

  synchronized String text() {
    return all.toString(StandardCharsets.UTF_8);
  }

  private void flush() {
    sink.accept(line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", ""));
    line.reset();
  }
}
