package dev.lockgate.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.database.RootCert;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.policy.GatePolicy;
import dev.lockgate.core.step.BadInputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApprovalInputsTest {
  @Test
  void environments_are_named_one_a_line_or_with_commas() {
    var rule =
        read(
            Map.of(
                "environment", "production",
                "approval-environments", "first, second\nthird",
                "approvals", "3"));

    assertThat(rule)
        .isEqualTo(
            new ApprovalRule.Environments(3, List.of("first", "second", "third"), "production"));
  }

  @Test
  void production_asks_for_as_many_as_the_step_says_without_a_word() {
    assertThat(read(Map.of("environment", "Prod")))
        .isEqualTo(new ApprovalRule.Environments(2, List.of(), "Prod"));
    assertThat(read(Map.of("environment", "staging"))).isEqualTo(new ApprovalRule.Nobody());
  }

  @Test
  void a_number_that_would_open_production_is_a_bad_input() {
    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() -> read(Map.of("environment", "production", "approvals", "1")))
        .withMessageContaining("at least `2` in production")
        .withMessageContaining("got `1`");
  }

  @Test
  void every_bad_input_is_named_at_once() {
    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() -> read(Map.of("approvals", "1", "approvals-from", "mail")))
        .withMessageContaining("approvals-from")
        .withMessageContaining("`environments` or `pull-request`");
  }

  private static ApprovalRule read(Map<String, String> values) {
    var inputs = new Inputs(values);
    var asked = ApprovalInputs.asked(inputs, 2);
    inputs.check();
    var production = Tls.of(RootCert.NONE, asked.get().own()).production();
    return asked.get().with(GatePolicy.NONE, production, 2);
  }
}
