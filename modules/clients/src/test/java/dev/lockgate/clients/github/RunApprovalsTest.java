package dev.lockgate.clients.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Secret;
import dev.lockgate.core.gate.ApprovalCheck;
import dev.lockgate.core.gate.ApprovalGate;
import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.gate.ApprovalRule.From;
import dev.lockgate.core.step.Run;
import dev.lockgate.testkit.github.GitHubStub;
import dev.lockgate.testkit.github.ProtectedEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who approved a run, asked of a GitHub that answers as documented. */
class RunApprovalsTest {
  private static final String COMMIT = "c".repeat(40);
  private static final String HEAD = "d".repeat(40);

  private final GitHubStub github = GitHubStub.start("acme/shop");
  private final ProtectedEnvironment first =
      ProtectedEnvironment.of(11, "production-approval", "ada", "grace");
  private final ProtectedEnvironment own =
      ProtectedEnvironment.of(12, "production", "ada", "grace");

  @BeforeEach
  void two_protected_environments() {
    github.environment(first).environment(own).startedBy("octocat", "octocat");
  }

  @AfterEach
  void close() {
    github.close();
  }

  @Test
  void two_people_who_approved_one_environment_each_open_the_gate() {
    github.approve("ada", "production-approval").approve("grace", "production");

    var check = environments("");

    assertThat(check.gate().open()).as("%s", check).isTrue();
    assertThat(check.gate().evidence())
        .matches(
            "approved by ada \\(id \\d+\\) for production-approval, grace \\(id \\d+\\) for"
                + " production");
    assertThat(check.evidence())
        .hasEntrySatisfying("started by", who -> assertThat(who).startsWith("octocat (id "))
        .hasEntrySatisfying(
            "decisions on production-approval",
            what -> assertThat(what).matches("approved by ada \\(id \\d+\\): said by ada"))
        .containsEntry(
            "rules of production",
            "reviewers: ada, grace; prevents self-review: yes; branches: main; administrators may"
                + " bypass: no; id 12");
  }

  @Test
  void one_person_who_approved_both_does_not() {
    github.approve("ada", "production-approval", "production");

    closed(environments(""), "approvals-missing", "approved by a different person");
  }

  @Test
  void who_approved_both_is_left_to_the_environment_that_has_no_other() {
    github.approve("ada", "production-approval", "production");
    github.approve("grace", "production-approval");

    assertThat(environments("").gate().open()).isTrue();
  }

  @Test
  void an_approval_by_whoever_started_the_run_does_not_count() {
    github.startedBy("octocat", "ada");
    github.approve("ada", "production-approval").approve("grace", "production");

    closed(environments(""), "approvals-missing", ", who started the run");
  }

  @Test
  void an_approval_by_a_bot_does_not_count() {
    github.bot("helper");
    github.approve("helper", "production-approval").approve("grace", "production");

    closed(environments(""), "approvals-missing", "which is no person");
  }

  @Test
  void a_rejection_closes_it_whoever_approved() {
    github.approve("ada", "production-approval").approve("grace", "production");
    github.reject("linus", "production");

    closed(environments(""), "approvals-missing", "linus");
  }

  @Test
  void a_job_that_was_let_in_without_a_review_passed_by_a_bypass() {
    github.approve("ada", "production-approval");

    closed(environments(""), "approvals-missing", "the run passed 1 environments");
  }

  @Test
  void the_environment_of_the_job_may_be_named_or_not() {
    github.approve("ada", "production-approval").approve("grace", "production");

    assertThat(
            check(
                    ApprovalRule.of(
                        "",
                        List.of(first.name(), own.name()),
                        From.ENVIRONMENTS,
                        own.name(),
                        true,
                        2))
                .gate()
                .open())
        .isTrue();
  }

  @Test
  void an_approval_of_an_earlier_attempt_cannot_be_told_apart() {
    github.attempt(2).approve("ada", "production-approval").approve("grace", "production");

    closed(environments(""), "approvals-of-earlier-attempt", "attempt 2");
  }

  @Test
  void an_environment_that_does_not_exist_is_named() {
    closed(
        check(ApprovalRule.of("", List.of("prod ction/x"), From.ENVIRONMENTS, "", true, 2)),
        "approvals-environment-weak",
        "no environment prod ction/x");
  }

  @Test
  void each_rule_that_is_off_is_named() {
    github.environment(ProtectedEnvironment.of(11, first.name()).fromBranches().bypass("true"));
    github.environment(own.allowingSelfReview().fromBranches("main", "*"));
    github.approve("ada", "production-approval").approve("grace", "production");

    var check = environments("");

    closed(check, "approvals-environment-weak", "production-approval has no required reviewers");
    assertThat(check.gate().evidence())
        .contains("production-approval may be used from any branch")
        .contains("production-approval lets administrators pass")
        .contains("production lets whoever started a run approve it")
        .contains("production may be used from any branch");
  }

  @Test
  void what_github_does_not_tell_closes_it_in_production_only() {
    github.environment(first.bypass("")).environment(own.bypass(""));
    github.approve("ada", "production-approval").approve("grace", "production");
    var rule = new ApprovalRule.Environments(2, List.of(first.name()), own.name());

    closed(environments(""), "approvals-environment-weak", "as far as GitHub tells");
    assertThat(ApprovalGate.check(rule, false, run(1), client()).gate().open()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"actions", "environments"})
  void a_token_that_may_not_read_is_told_which_permission_it_lacks(String path) {
    github.approve("ada", "production-approval").approve("grace", "production").refuse(path);

    var check = environments("");

    closed(check, "approvals-unreadable", "403");
    assertThat(check.gate().remedy()).contains("permissions: actions: read");
  }

  @Test
  void a_missing_token_closes_it() {
    var client = new RunApprovals(Secret.NONE, run(1), Map.of("GITHUB_API_URL", github.url()));
    var rule = new ApprovalRule.Environments(1, List.of("production"), "");

    closed(
        ApprovalGate.check(rule, true, run(1), client), "approvals-unreadable", "`github-token`");
    assertThat(github.requests()).isEmpty();
  }

  @Test
  void a_github_that_stumbles_is_asked_again_and_one_that_stays_down_closes_it() {
    github.approve("ada", "production-approval").approve("grace", "production").failing(2);
    assertThat(environments("").gate().open()).isTrue();

    github.failing(3);
    closed(environments(""), "approvals-unreadable", "502");
  }

  @Test
  void a_shell_has_no_approvals_and_a_waiver_is_evidence() {
    var shell = new Run("restore", "ada", "", "", "", "shell", "", "", 1);
    var asked = new ApprovalRule.Environments(2, List.of("production"), "");

    closed(ApprovalGate.check(asked, true, shell, client()), "approvals-unreadable", "no run of");
    var waived =
        ApprovalGate.check(
            ApprovalRule.of("none: GitHub is down", List.of(), From.ENVIRONMENTS, "", true, 2),
            true,
            shell,
            client());
    assertThat(waived.gate().open()).isTrue();
    assertThat(waived.evidence()).containsEntry("approvals waived", "GitHub is down");
  }

  @Test
  void reviewers_of_the_merged_pull_request_open_the_gate() {
    merged();
    github.review("ada", "APPROVED", HEAD).review("grace", "APPROVED", HEAD);
    github.review("ada", "COMMENTED", HEAD);

    var check = check(new ApprovalRule.Reviews(2));

    assertThat(check.gate().open()).as("%s", check).isTrue();
    assertThat(check.gate().evidence()).startsWith("#12 was approved by ada").contains("grace");
  }

  @Test
  void reviews_of_authors_strangers_and_earlier_commits_do_not_count() {
    merged();
    github.review("dennis", "APPROVED", HEAD); // opened it
    github.review("ken", "APPROVED", HEAD); // made the last commit
    github.review("stranger", "APPROVED", HEAD);
    github.review("ada", "APPROVED", "e".repeat(40));
    github.review("grace", "APPROVED", HEAD).review("grace", "DISMISSED", HEAD);

    var check = check(new ApprovalRule.Reviews(1));

    closed(check, "approvals-missing", "1 people have to approve #12 as it was merged, 0 did");
    assertThat(check.evidence().toString())
        .contains("by an author")
        .contains("may not write")
        .contains("of an earlier commit")
        .contains("dismissed");
  }

  @Test
  void a_request_for_changes_closes_it() {
    merged();
    github.review("ada", "APPROVED", HEAD).review("grace", "CHANGES_REQUESTED", HEAD);

    closed(check(new ApprovalRule.Reviews(1)), "approvals-missing", "asked for changes on #12");
  }

  @Test
  void a_commit_that_no_pull_request_made_has_no_reviews() {
    github.merged("dennis", "ken", HEAD, "f".repeat(40));

    closed(check(new ApprovalRule.Reviews(1)), "approvals-missing", "not the merge of a pull");
  }

  private void merged() {
    github.merged("dennis", "ken", HEAD, COMMIT);
    for (var login : List.of("dennis", "ken", "ada", "grace")) {
      github.permission(login, "write");
    }
    github.permission("stranger", "read");
  }

  private ApprovalCheck environments(String approvals) {
    return check(
        ApprovalRule.of(approvals, List.of(first.name()), From.ENVIRONMENTS, own.name(), true, 2));
  }

  private ApprovalCheck check(ApprovalRule rule) {
    return ApprovalGate.check(rule, true, run(1), client());
  }

  private RunApprovals client() {
    return new RunApprovals(
        new Secret(GitHubStub.TOKEN), run(1), Map.of("GITHUB_API_URL", github.url()));
  }

  private Run run(int attempt) {
    return new Run(
        "restore",
        "octocat",
        "acme/shop",
        COMMIT,
        "refs/heads/main",
        "workflow_dispatch",
        "",
        github.runId(),
        attempt);
  }

  private static void closed(ApprovalCheck check, String code, String found) {
    assertThat(check.gate().open()).as("%s", check).isFalse();
    assertThat(check.code()).isEqualTo(code);
    assertThat(check.gate().evidence()).contains(found);
    assertThat(check.gate().remedy()).isNotBlank();
  }
}
