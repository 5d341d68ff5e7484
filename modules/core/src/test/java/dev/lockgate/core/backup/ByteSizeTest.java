package dev.lockgate.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1023, 1023 bytes",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "52428800, 50 MiB",
    "1099511627776, 1.0 TiB"
  })
  void a_size_is_told_in_the_unit_people_use(long bytes, String words) {
    assertThat(new ByteSize(bytes)).hasToString(words);
  }
}
