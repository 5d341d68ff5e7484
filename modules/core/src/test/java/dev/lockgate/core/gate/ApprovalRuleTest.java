package dev.lockgate.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lockgate.core.gate.ApprovalRule.Environments;
import dev.lockgate.core.gate.ApprovalRule.From;
import dev.lockgate.core.gate.ApprovalRule.Nobody;
import dev.lockgate.core.gate.ApprovalRule.Reviews;
import dev.lockgate.core.gate.ApprovalRule.Waived;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalRuleTest {
  @Test
  void without_a_word_production_asks_for_two_people_and_elsewhere_nobody_is_asked() {
    assertThat(rule("", true)).isEqualTo(new Environments(2, List.of(), "own"));
    assertThat(rule("", false)).isEqualTo(new Nobody());
    assertThat(rule("", true, "a", "b", "c", "a"))
        .isEqualTo(new Environments(3, List.of("a", "b", "c"), "own"));
  }

  @Test
  void a_deploy_asks_for_one_person_who_did_not_start_it() {
    assertThat(ApprovalRule.of("", List.of(), From.ENVIRONMENTS, "own", true, 1))
        .isEqualTo(new Environments(1, List.of(), "own"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApprovalRule.of("0", List.of(), From.ENVIRONMENTS, "own", true, 1))
        .withMessageContaining("at least `1` in production");
  }

  @Test
  void environments_that_are_named_must_all_be_approved() {
    assertThat(rule("", false, "a")).isEqualTo(new Environments(1, List.of("a"), "own"));
  }

  @Test
  void reviews_of_the_pull_request_may_stand_for_environments() {
    assertThat(ApprovalRule.of("", List.of(), From.PULL_REQUEST, "own", true, 2))
        .isEqualTo(new Reviews(2));
  }

  @Test
  void a_waiver_needs_its_reason() {
    assertThat(rule("none: the plan has no reviewers", true))
        .isEqualTo(new Waived("the plan has no reviewers"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule("none:", true))
        .withMessageContaining("expected a reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void production_is_not_opened_by_a_smaller_number(String approvals) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(approvals, true, "a"))
        .withMessageContaining("at least `2` in production");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "-1", "10", "nobody"})
  void what_is_no_number_is_explained(String approvals) {
    assertThatIllegalArgumentException().isThrownBy(() -> rule(approvals, false));
  }

  private static ApprovalRule rule(String approvals, boolean production, String... names) {
    return ApprovalRule.of(approvals, List.of(names), From.ENVIRONMENTS, "own", production, 2);
  }
}
