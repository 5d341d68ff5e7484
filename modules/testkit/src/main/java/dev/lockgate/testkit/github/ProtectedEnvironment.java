package dev.lockgate.testkit.github;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An environment with its protection rules.
 *
 * @param reviewers logins; empty for no such rule
 * @param preventSelfReview true or false
 * @param branches patterns; empty for any branch
 * @param adminsMayBypass {@code true}, {@code false}, or empty when GitHub says nothing of it
 */
public record ProtectedEnvironment(
    long id,
    String name,
    List<String> reviewers,
    boolean preventSelfReview,
    List<String> branches,
    String adminsMayBypass) {
  /** A well protected one. */
  public static ProtectedEnvironment of(long id, String name, String... reviewers) {
    return new ProtectedEnvironment(id, name, List.of(reviewers), true, List.of("main"), "false");
  }

  /** The same, with self-review. */
  public ProtectedEnvironment allowingSelfReview() {
    return new ProtectedEnvironment(id, name, reviewers, false, branches, adminsMayBypass);
  }

  /** The same, from other branches. */
  public ProtectedEnvironment fromBranches(String... patterns) {
    return new ProtectedEnvironment(
        id, name, reviewers, preventSelfReview, List.of(patterns), adminsMayBypass);
  }

  /** The same, with another word about administrators. */
  public ProtectedEnvironment bypass(String word) {
    return new ProtectedEnvironment(id, name, reviewers, preventSelfReview, branches, word);
  }

  String reference(String url) {
    return """
    {"id": %d, "node_id": "MDExOkVudmlyb25tZW50", "name": "%s", "url": "%s",
     "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}\
    """
        .formatted(id, name, url);
  }

  String json(String url, UnaryOperator<String> account) {
    var rules = new ArrayList<String>();
    if (!branches.isEmpty()) {
      rules.add("{\"id\": 1, \"node_id\": \"R1\", \"type\": \"branch_policy\"}");
    }
    if (!reviewers.isEmpty()) {
      rules.add(required(account));
    }
    return """
    {"id": %d, "node_id": "E", "name": "%s", "url": "%s", "protection_rules": [%s]%s,
     "deployment_branch_policy": %s}\
    """
        .formatted(
            id,
            name,
            url,
            String.join(", ", rules),
            adminsMayBypass.isEmpty() ? "" : ", \"can_admins_bypass\": " + adminsMayBypass,
            branches.isEmpty()
                ? "null"
                : "{\"protected_branches\": false, \"custom_branch_policies\": true}");
  }

  private String required(UnaryOperator<String> account) {
    var list =
        reviewers.stream()
            .map(login -> "{\"type\": \"User\", \"reviewer\": %s}".formatted(account.apply(login)))
            .collect(Collectors.joining(", "));
    return """
    {"id": 2, "node_id": "R2", "type": "required_reviewers", "prevent_self_review": %s,
     "reviewers": [%s]}\
    """
        .formatted(preventSelfReview, list);
  }

  String branchPolicies() {
    var list =
        branches.stream()
            .map(
                "{\"id\": 3, \"node_id\": \"P\", \"name\": \"%s\", \"type\": \"branch\"}"
                    ::formatted)
            .collect(Collectors.joining(", "));
    return "{\"total_count\": %d, \"branch_policies\": [%s]}".formatted(branches.size(), list);
  }
}
