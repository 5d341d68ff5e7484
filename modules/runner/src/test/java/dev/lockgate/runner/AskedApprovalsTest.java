package dev.lockgate.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.gate.ApprovalRule.Environments;
import dev.lockgate.core.gate.ApprovalRule.From;
import dev.lockgate.core.gate.ApprovalRule.Nobody;
import dev.lockgate.core.gate.ApprovalRule.Reviews;
import dev.lockgate.core.gate.ApprovalRule.Waived;
import dev.lockgate.core.policy.GatePolicy;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.runner.policy.PolicyReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskedApprovalsTest {
  @Test
  void without_an_input_the_policy_says_who_approves_where() {
    assertThat(rule("{}", "")).isEqualTo(new Nobody());
    assertThat(rule("{approvals: 2, approval-environments: [one, two]}", ""))
        .isEqualTo(new Environments(2, List.of("one", "two"), "own"));
    assertThat(rule("{approvals: 2, approvals-from: pull-request}", "")).isEqualTo(new Reviews(2));
    assertThat(rule("{approval-waiver: one person owns it}", ""))
        .isEqualTo(new Waived("one person owns it"));
  }

  @Test
  void an_input_may_ask_for_more() {
    assertThat(rule("{approvals: 1, approvals-from: pull-request}", "2")).isEqualTo(new Reviews(2));
    assertThat(rule("{approval-waiver: one person owns it}", "1"))
        .isEqualTo(new Environments(1, List.of(), "own"));
    assertThat(
            new AskedApprovals("2", List.of("two"), Optional.empty(), "own")
                .with(policy("{approval-environments: [one]}"), false, 1))
        .isEqualTo(new Environments(2, List.of("one", "two"), "own"));
  }

  @Test
  void an_input_may_not_ask_for_less_or_elsewhere() {
    assertThatThrownBy(() -> rule("{approvals: 2}", "1"))
        .isInstanceOf(BadInputs.class)
        .hasMessageContaining("approvals: the policy asks for `2`");
    assertThatThrownBy(() -> rule("{approvals: 1}", "none: in a hurry"))
        .isInstanceOf(BadInputs.class)
        .hasMessageContaining("approvals: the policy asks for `1`");
    assertThatThrownBy(() ->
            new AskedApprovals("", List.of(), Optional.of(From.ENVIRONMENTS), "own")
                .with(policy("{approvals-from: pull-request}"), false, 1))
        .isInstanceOf(BadInputs.class)
        .hasMessageContaining("approvals-from: the policy says `pull-request`");
  }

  @Test
  void what_the_policy_marks_as_production_asks_for_somebody_else() {
    assertThat(
            new AskedApprovals("", List.of(), Optional.empty(), "own").with(policy("{}"), true, 1))
        .isEqualTo(new Environments(1, List.of(), "own"));
  }

  private static ApprovalRule rule(String gates, String input) {
    return new AskedApprovals(input, List.of(), Optional.empty(), "own")
        .with(policy(gates), false, 1);
  }

  private static GatePolicy policy(String gates) {
    return PolicyReader.read("lockgate.yml", "defaults: {gates: " + gates + "}").of("").gates();
  }
}
