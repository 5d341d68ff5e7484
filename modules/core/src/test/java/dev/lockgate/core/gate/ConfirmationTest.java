package dev.lockgate.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
  @Test
  void the_phrase_that_the_dispatching_person_typed_opens_the_gate() {
    var gate = gate("RESTORE", Optional.of(Set.of("RESTORE", "latest")));

    assertThat(gate.open()).isTrue();
    assertThat(gate.evidence()).isEqualTo("`RESTORE` was typed by whoever dispatched the run");
  }

  @Test
  void a_phrase_that_stands_in_the_workflow_is_nobodys_word() {
    var gate = gate("RESTORE", Optional.of(Set.of("latest")));

    assertThat(gate.open()).isFalse();
    assertThat(gate.evidence()).contains("whoever dispatched it did not type it");
    assertThat(gate.remedy()).contains("workflow_dispatch");
  }

  @Test
  void a_run_that_nobody_dispatched_takes_the_input_for_it() {
    assertThat(gate("RESTORE", Optional.empty()).open()).isTrue();
  }

  @Test
  void the_wrong_phrase_keeps_it_closed_wherever_it_was_typed() {
    assertThat(gate("restore", Optional.of(Set.of("restore", "RESTORE"))).open()).isFalse();
    assertThat(gate("", Optional.empty()).evidence()).isEqualTo("nothing was typed");
  }

  private static Gate gate(String given, Optional<Set<String>> dispatched) {
    return new Confirmation("RESTORE", given, dispatched).gate();
  }
}
