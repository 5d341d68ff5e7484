package dev.lockgate.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.step.OutsideFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CountingTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Contents NOTHING =
      new Contents(
          List.of(), List.of(), List.of(), List.of(), List.of(), 0, List.of(), List.of(), List.of(),
          List.of());

  @Test
  void an_archive_is_written_while_its_rows_are_counted() throws IOException {
    var written = new CountDownLatch(1);
    var archive = new ByteArrayOutputStream();
    try (var counting = new Counting()) {
      counting.begin(
          new StubDump(
              () -> {
                await(written);
                return NOTHING;
              },
              ""),
          CLOCK);

      counting.beside(archive).write(new byte[7], 0, 7);
      written.countDown();

      assertThat(counting.await().contents()).isEqualTo(NOTHING);
      assertThat(archive.size()).isEqualTo(7);
    }
  }

  @Test
  void an_archive_whose_rows_cannot_be_counted_is_given_up_at_once() {
    var failure = new OutsideFailed("session-ended", "The server ended it.", "Run it again.");
    try (var counting = new Counting()) {
      counting.begin(
          new StubDump(
              () -> {
                throw failure;
              },
              ""),
          CLOCK);
      assertThatExceptionOfType(OutsideFailed.class).isThrownBy(counting::await).isSameAs(failure);

      assertThatExceptionOfType(OutsideFailed.class)
          .isThrownBy(() -> counting.beside(new ByteArrayOutputStream()).write(new byte[1], 0, 1))
          .isSameAs(failure);
    }
  }

  @Test
  void what_never_began_needs_no_end() {
    var counting = new Counting();

    counting.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
