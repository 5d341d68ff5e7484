package dev.lockgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.step.BadInputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompareFlagsTest {
  private static final String ONE = "postgresql://app:hunter2@one.example/shop";
  private static final String OTHER = "postgresql://app@other.example/shop";
  private static final String THIRD = "postgresql://app@third.example/postgres";

  @Test
  void flags_and_addresses_stand_in_any_order() {
    var flags =
        CompareFlags.read(
            List.of("--prove", ONE, "--shadow-url", THIRD, OTHER, "--json"), Map.of());

    assertThat(flags.prove()).isTrue();
    assertThat(flags.json()).isTrue();
    assertThat(flags.current().place()).contains("one.example");
    assertThat(flags.desired().place()).contains("other.example");
    assertThat(flags.shadowUrl())
        .hasValueSatisfying(url -> assertThat(url.place()).contains("third.example"));
  }

  @Test
  void every_address_can_come_from_a_variable() {
    var flags =
        CompareFlags.read(
            List.of(),
            Map.of(
                "LOCKGATE_CURRENT_URL", ONE,
                "LOCKGATE_DESIRED_URL", OTHER,
                "LOCKGATE_SHADOW_URL", THIRD));

    assertThat(flags.current().place()).contains("one.example");
    assertThat(flags.shadowUrl()).isPresent();
    assertThat(flags.prove()).isFalse();
  }

  @Test
  void a_shadow_url_that_is_none_is_named_together_with_the_other_addresses() {
    assertThatThrownBy(() -> CompareFlags.read(List.of(ONE, "--shadow-url=x"), Map.of()))
        .isInstanceOfSatisfying(
            BadInputs.class,
            e ->
                assertThat(e)
                    .hasMessageContaining("desired-url")
                    .hasMessageContaining("shadow-url"));
  }

  @Test
  void an_unknown_flag_is_named_without_its_value() {
    assertThatThrownBy(() -> CompareFlags.read(List.of("--pass=hunter2", ONE, OTHER), Map.of()))
        .hasMessageContaining("--pass")
        .hasMessageContaining("--prove")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> CompareFlags.read(List.of(ONE, OTHER, "--shadow-url"), Map.of()))
        .hasMessageContaining("needs a value");
    assertThatThrownBy(() -> CompareFlags.read(List.of(ONE, OTHER, ONE), Map.of()))
        .hasMessageContaining("expected two addresses");
  }
}
