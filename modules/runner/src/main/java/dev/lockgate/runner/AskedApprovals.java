package dev.lockgate.runner;

import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.policy.GatePolicy;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The approvals that inputs ask for, before the policy is known.
 *
 * @param approvals a number, {@code none:} and a reason, or empty
 * @param names of the environments whose reviewers count
 * @param from where people approve; empty when nobody said
 * @param own the environment of the job
 */
public record AskedApprovals(
    String approvals, List<String> names, Optional<ApprovalRule.From> from, String own) {
  public AskedApprovals {
    names = List.copyOf(names);
  }

  /**
   * What inputs and policy ask for together: an input may ask for more, never for less.
   *
   * @param production whether the environment is marked as production, by its name or the policy
   * @param least how many people production asks for without a word
   * @throws BadInputs when the inputs ask for less than the policy, or production for more than
   *     both
   */
  public ApprovalRule with(GatePolicy policy, boolean production, int least) {
    var all = Stream.concat(policy.approvalEnvironments().stream(), names.stream()).toList();
    try {
      return ApprovalRule.of(number(policy), all, from(policy), own, production, least);
    } catch (IllegalArgumentException e) {
      throw bad("approvals", String.valueOf(e.getMessage()));
    }
  }

  private String number(GatePolicy policy) {
    if (approvals.isEmpty()) {
      return policy.approvals().isPresent()
          ? Integer.toString(policy.approvals().getAsInt())
          : policy.approvalWaiver().map(reason -> "none: " + reason).orElse("");
    }
    var asked = approvals.matches("[0-9]") ? Integer.parseInt(approvals) : 0;
    if (asked < policy.approvals().orElse(0)) {
      throw bad(
          "approvals",
          "the policy asks for `%d`, and an input may ask for more and not for less, got `%s`"
              .formatted(policy.approvals().getAsInt(), approvals));
    }
    return approvals;
  }

  private ApprovalRule.From from(GatePolicy policy) {
    var policed =
        policy
            .approvalsFrom()
            .map(
                word -> ApprovalRule.From.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
    if (from.isPresent() && policed.isPresent() && from.get() != policed.get()) {
      throw bad(
          "approvals-from",
          "the policy says `%s`, and only it may say so".formatted(policy.approvalsFrom().get()));
    }
    return from.or(() -> policed).orElse(ApprovalRule.From.ENVIRONMENTS);
  }

  private static BadInputs bad(String input, String message) {
    return new BadInputs(List.of(new Problem(input, message)));
  }
}
