package dev.lockgate.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 4_096, 1_000_003})
  void a_stream_of_any_length_has_the_digest_that_java_gives_it(int length) throws Exception {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    var digest = Sha256.begin();

    for (int from = 0; from < length; from += 7_001) {
      digest.update(bytes, from, Math.min(7_001, length - from));
    }

    var expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(Sha256.end(digest)).isEqualTo(expected).isEqualTo(Sha256.of(bytes));
    digest.update((byte) 'a');
    assertThat(Sha256.end(digest)).as("used once more").isEqualTo(Sha256.of(new byte[] {'a'}));
  }

  @Test
  void two_streams_do_not_mix() {
    var one = Sha256.begin();
    var other = Sha256.begin();
    one.update((byte) 1);
    other.update((byte) 2);

    assertThat(Sha256.end(one)).isEqualTo(Sha256.of(new byte[] {1}));
    assertThat(Sha256.end(other)).isEqualTo(Sha256.of(new byte[] {2}));
  }
}
