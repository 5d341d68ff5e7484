package dev.lockgate.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpProgressTest {
  private final HeardLines said = new HeardLines();
  private final MeasuringOutput plain = new MeasuringOutput(OutputStream.nullOutputStream());
  private final MeasuringOutput stored = new MeasuringOutput(OutputStream.nullOutputStream());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {"public.orders, row 1,200|; at public.orders, row 1,200", "\"\"|\"\""})
  void bytes_rate_and_table_are_told_again_and_again(String position, String end)
      throws IOException {
    plain.write(new byte[3 << 20], 0, 3 << 20);
    stored.write(new byte[1 << 20], 0, 1 << 20);

    try (var _ = tell(position)) {
      for (var line : new String[] {said.next(), said.next()}) {
        assertThat(line)
            .matches("Dumped 3\\.0 MiB in \\d+ s, [\\d.]+ [KMGT]iB/s; stored 1\\.0 MiB.*")
            .endsWith("stored 1.0 MiB" + end);
      }
    }
  }

  @Test
  void nothing_is_told_of_a_dump_that_is_over_sooner() {
    try (var _ = tell(Duration.ofDays(1), "")) {
      assertThat(said.isEmpty()).isTrue();
    }

    assertThat(said.isEmpty()).isTrue();
  }

  private DumpProgress tell(String position) {
    return tell(Duration.ofMillis(1), position);
  }

  private DumpProgress tell(Duration every, String position) {
    var dump =
        new StubDump(
            () -> {
              throw new IllegalStateException("nobody counts");
            },
            position);
    return DumpProgress.tell(every, said, dump, plain, stored);
  }
}
