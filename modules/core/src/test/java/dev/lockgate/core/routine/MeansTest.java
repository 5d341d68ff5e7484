package dev.lockgate.core.routine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeansTest {
  private static final long GIB = 1L << 30;

  @Test
  void a_small_database_is_restored_where_there_is_room() {
    assertThat(Means.of(GIB, Duration.ofSeconds(10), 3 * GIB).suffice()).isTrue();
  }

  @Test
  void too_little_disk_is_told_with_what_was_measured() {
    var means = Means.of(3 * GIB, Duration.ofSeconds(10), 4 * GIB);

    assertThat(means.suffice()).isFalse();
    assertThat(means.words()).contains("5.0 GiB of disk").contains("there are 4.0 GiB");
  }

  @Test
  void a_dump_that_took_long_is_not_restored_at_once() {
    assertThat(Means.of(GIB, Duration.ofMinutes(4), 100 * GIB).suffice()).isFalse();
  }
}
