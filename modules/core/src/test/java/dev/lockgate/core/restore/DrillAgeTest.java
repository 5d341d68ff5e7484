package dev.lockgate.core.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillAgeTest {
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, true, false",
    "74, true, false",
    "75, true, true",
    "90, true, true",
    "91, false, true"
  })
  void a_warning_comes_at_75_days_and_the_gate_closes_after_90(
      int days, boolean open, boolean warned) {
    var age = new DrillAge(Optional.of(NOW.minus(Duration.ofDays(days))), NOW);

    assertThat(age.gate().open()).isEqualTo(open);
    assertThat(age.finding().isPresent()).isEqualTo(warned);
  }

  @Test
  void without_any_drill_the_gate_is_closed_and_says_what_to_do() {
    var age = new DrillAge(Optional.empty(), NOW);

    assertThat(DrillAge.CODE).isEqualTo("drill-too-old");
    assertThat(age.gate().evidence()).isEqualTo("no backup was ever restored and verified");
    assertThat(age.gate().remedy()).contains("mode: drill");
    assertThat(age.finding().orElseThrow().code()).isEqualTo("drill-due");
  }
}
