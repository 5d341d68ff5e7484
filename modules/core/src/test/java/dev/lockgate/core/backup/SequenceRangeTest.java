package dev.lockgate.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.backup.Contents.SequenceRange;
import dev.lockgate.core.backup.Contents.SequenceState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceRangeTest {
  @ParameterizedTest
  @CsvSource({
    // before, after, cycles, restored, holds
    "7, 7, false, 7, true",
    "7, 7, false, 8, false",
    "7, 9, false, 7, true",
    "7, 9, false, 8, true",
    "7, 9, false, 9, true",
    "7, 9, false, 6, false",
    "7, 9, false, 10, false",
    "-5, -9, false, -7, true",
    "-5, -9, false, -4, false",
    "99, 2, true, 1, true"
  })
  void a_sequence_may_be_anywhere_between_its_states_before_and_after_the_dump(
      long before, long after, boolean cycles, long restored, boolean holds) {
    var range =
        new SequenceRange(
            "s", "q", new SequenceState(before, true), new SequenceState(after, true), cycles);

    assertThat(range.holds(new SequenceState(restored, true))).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"true, true, true", "false, false, true", "true, false, false", "false, true, false"})
  void whether_a_value_was_given_out_counts_when_nobody_used_the_sequence(
      boolean called, boolean restored, boolean holds) {
    var state = new SequenceState(1, called);
    var range = new SequenceRange("s", "q", state, state, false);

    assertThat(range.holds(new SequenceState(1, restored))).isEqualTo(holds);
  }
}
