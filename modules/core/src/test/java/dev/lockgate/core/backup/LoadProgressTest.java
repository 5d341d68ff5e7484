package dev.lockgate.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.step.Log;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class LoadProgressTest {
  private static final int WHOLE = 3 << 20;
  private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();

  @Test
  void bytes_share_and_rate_are_told_while_an_archive_is_read_and_what_follows_its_end()
      throws IOException {
    LoadProgress.of(
            plain -> {
              plain.readNBytes(WHOLE / 3);
              assertThat(heard("Loaded 1.0 MiB"))
                  .matches("Loaded 1\\.0 MiB of 3\\.0 MiB in \\d+ s, [\\d.]+ \\S+/s");
              plain.readAllBytes();
              assertThat(heard("Loaded 3.0 MiB"))
                  .endsWith("; all rows are there, indexes and constraints follow");
            },
            new Heard(),
            WHOLE,
            Duration.ofMillis(1))
        .read(new ByteArrayInputStream(new byte[WHOLE]));
  }

  @Test
  void of_a_file_whose_size_nobody_knows_only_what_was_read_is_told() throws IOException {
    LoadProgress.of(
            plain -> {
              plain.readAllBytes();
              assertThat(heard("Loaded 3.0 MiB")).startsWith("Loaded 3.0 MiB in ");
            },
            new Heard(),
            0,
            Duration.ofMillis(1))
        .read(new ByteArrayInputStream(new byte[WHOLE]));
  }

  /** The first line to come that begins so. */
  private String heard(String beginning) {
    try {
      while (true) {
        var line = said.take();
        if (line.startsWith(beginning)) {
          return line;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Heard implements Log {
    @Override
    public void info(String line) {
      said.add(line);
    }

    @Override
    public void untrusted(String text) {
      throw new AssertionError(text);
    }
  }
}
