package dev.lockgate.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadProgressTest {
  private static final int WHOLE = 3 << 20;
  private final HeardLines said = new HeardLines();

  @Test
  void bytes_share_and_rate_are_told_while_an_archive_is_read_and_what_follows_its_end()
      throws IOException {
    LoadProgress.of(
            plain -> {
              plain.readNBytes(WHOLE / 3);
              assertThat(said.next("Loaded 1.0 MiB"))
                  .matches("Loaded 1\\.0 MiB of 3\\.0 MiB in \\d+ s, [\\d.]+ \\S+/s");
              plain.readAllBytes();
              assertThat(said.next("Loaded 3.0 MiB"))
                  .endsWith("; all rows are there, indexes and constraints follow");
            },
            said,
            WHOLE,
            Duration.ofMillis(1))
        .read(new ByteArrayInputStream(new byte[WHOLE]));
  }

  @Test
  void of_a_file_whose_size_nobody_knows_only_what_was_read_is_told() throws IOException {
    LoadProgress.of(
            plain -> {
              plain.readAllBytes();
              assertThat(said.next("Loaded 3.0 MiB")).startsWith("Loaded 3.0 MiB in ");
            },
            said,
            0,
            Duration.ofMillis(1))
        .read(new ByteArrayInputStream(new byte[WHOLE]));
  }
}
