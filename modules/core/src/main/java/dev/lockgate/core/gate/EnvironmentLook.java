package dev.lockgate.core.gate;

import dev.lockgate.core.gate.ApprovalCheck.Problem;
import dev.lockgate.core.gate.Approvals.EnvironmentRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an environment protects what it seems to. A rule that is off closes the gate anywhere;
 * one that GitHub does not tell about closes it in production.
 */
final class EnvironmentLook {
  private static final Set<String> EVERY_BRANCH = Set.of("*", "**", "**/*", "*/*");

  private final EnvironmentRules rules;
  private final boolean production;

  EnvironmentLook(EnvironmentRules rules, boolean production) {
    this.rules = rules;
    this.production = production;
  }

  List<Problem> problems() {
    var all = new ArrayList<Problem>();
    if (rules.reviewers().isEmpty()) {
      all.add(weak("has no required reviewers", "add required reviewers"));
    } else if (off(rules.preventsSelfReview())) {
      all.add(
          weak(
              "lets whoever started a run approve it" + unknown(rules.preventsSelfReview()),
              "turn on `Prevent self-review`"));
    }
    if (rules.branches().isEmpty() || rules.branches().stream().anyMatch(EVERY_BRANCH::contains)) {
      all.add(
          weak("may be used from any branch", "restrict its deployment branches, such as to main"));
    }
    if (off(rules.adminsMayBypass().map(may -> !may))) {
      all.add(
          weak(
              "lets administrators pass without an approval" + unknown(rules.adminsMayBypass()),
              "turn off `Allow administrators to bypass configured protection rules`"));
    }
    return all;
  }

  /** The rules as they were, for the record. */
  String words() {
    return "reviewers: %s; prevents self-review: %s; branches: %s; administrators may bypass: %s; id %d"
        .formatted(
            rules.reviewers().isEmpty() ? "none" : String.join(", ", rules.reviewers()),
            words(rules.preventsSelfReview()),
            rules.branches().isEmpty() ? "any" : String.join(", ", rules.branches()),
            words(rules.adminsMayBypass()),
            rules.id());
  }

  private boolean off(Optional<Boolean> protects) {
    return !protects.orElse(!production);
  }

  private Problem weak(String what, String remedy) {
    return new Problem(
        "approvals-environment-weak",
        "the environment " + rules.name() + " " + what,
        "Under Settings, Environments, %s: %s.".formatted(rules.name(), remedy));
  }

  private static String unknown(Optional<Boolean> rule) {
    return rule.isPresent() ? "" : ", as far as GitHub tells";
  }

  private static String words(Optional<Boolean> rule) {
    return rule.map(yes -> yes ? "yes" : "no").orElse("GitHub does not say");
  }
}
