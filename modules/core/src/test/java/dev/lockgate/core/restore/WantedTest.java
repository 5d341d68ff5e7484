package dev.lockgate.core.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {
  @Test
  void a_snapshot_of_the_provider_is_the_newest_one_by_a_name_or_of_a_time() {
    assertThat(Wanted.of("snapshot:latest", Optional.empty()))
        .isInstanceOfSatisfying(
            Wanted.Snapshot.class, snapshot -> assertThat(snapshot.latest()).isTrue());
    assertThat(Wanted.of("snapshot:br-cool-000001", Optional.empty()))
        .isEqualTo(new Wanted.Snapshot("br-cool-000001", Optional.empty()))
        .hasToString("snapshot:br-cool-000001");
    assertThat(Wanted.of("snapshot:2026-01-31T03:00:00+01:00", Optional.empty()))
        .isEqualTo(new Wanted.Snapshot("", Optional.of(Instant.parse("2026-01-31T02:00:00Z"))))
        .hasToString("snapshot:2026-01-31T02:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "'snapshot:', expected `snapshot:latest`",
    "snapshot:2026-01-31T02:00:00, expected a time with its zone",
  })
  void a_snapshot_that_says_nothing_or_a_time_without_its_zone_is_told(String text, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wanted.of(text, Optional.empty()))
        .withMessageStartingWith(words);
  }

  @Test
  void a_time_before_which_it_was_taken_goes_with_backups_only() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wanted.of("snapshot:latest", Optional.of(Instant.EPOCH)))
        .withMessageStartingWith("expected `latest` or `latest-verified` beside `before`");
  }
}
