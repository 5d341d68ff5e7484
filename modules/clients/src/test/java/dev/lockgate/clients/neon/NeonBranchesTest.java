package dev.lockgate.clients.neon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.database.Secret;
import dev.lockgate.core.provider.ProviderSnapshot;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.testkit.NeonStub;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NeonBranchesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T02:00:00.5Z"), ZoneOffset.UTC);

  private final NeonStub neon = NeonStub.start();

  @AfterEach
  void stop() {
    neon.close();
  }

  @Test
  void a_branch_of_the_hosts_branch_is_taken_and_waited_for() {
    var taken = branches(NeonStub.HOST).take("deploy");

    assertThat(taken.name()).isEqualTo("lockgate-deploy-20260131-020000");
    assertThat(neon.names()).containsExactly("production", taken.name());
    assertThat(neon.bodies())
        .singleElement()
        .asString()
        .contains("\"parent_id\":\"br-main-000001\"", "\"expires_at\":\"2026-02-07T02:00:00Z\"")
        .doesNotContain("endpoints");
  }

  @Test
  void the_branch_is_found_by_the_poolers_name_too() {
    assertThat(branches(NeonStub.HOST.replace("942567.", "942567-pooler.")).take("deploy").id())
        .startsWith("br-snapshot");
  }

  @Test
  void those_taken_here_are_listed_over_all_pages_the_newest_first() {
    var branches = branches(NeonStub.HOST);
    var first = branches.take("deploy");
    var second = branches.take("restore");

    assertThat(branches.list()).containsExactly(second, first);
  }

  @Test
  void the_server_is_put_back_to_a_snapshot_or_a_time_and_what_was_there_is_kept() {
    var branches = branches(NeonStub.HOST);
    var taken = branches.take("deploy");

    var before = branches.restore(taken.id());
    branches.restoreTo(Instant.parse("2026-01-30T12:00:00Z"));

    assertThat(before).extracting(ProviderSnapshot::name).asString().startsWith("lockgate-before-");
    assertThat(neon.bodies().get(1))
        .contains("\"source_branch_id\":\"" + taken.id() + "\"")
        .contains("\"preserve_under_name\":\"" + before.name() + "\"");
    assertThat(neon.bodies().get(2))
        .contains("\"source_branch_id\":\"br-main-000001\"")
        .contains("\"source_timestamp\":\"2026-01-30T12:00:00Z\"");
  }

  @Test
  void a_project_that_is_busy_is_asked_again() {
    neon.refuse(423, 429, 423);

    assertThat(branches(NeonStub.HOST).take("deploy").id()).startsWith("br-snapshot");
  }

  @Test
  void a_lost_answer_is_settled_by_the_name() {
    neon.loseAnswers();

    assertThat(branches(NeonStub.HOST).take("deploy").id()).startsWith("br-snapshot");
    assertThat(neon.names()).hasSize(2);
  }

  @Test
  void a_lost_answer_to_a_restore_is_settled_by_what_is_kept() {
    neon.loseAnswers();

    var kept = branches(NeonStub.HOST).restoreTo(Instant.parse("2026-01-30T12:00:00Z"));

    assertThat(kept.replaced()).isTrue();
    assertThat(neon.names()).containsExactly("production", kept.name());
  }

  @Test
  void a_restore_that_may_have_been_done_never_says_that_nothing_was_changed() {
    neon.refuse(500);

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> branches(NeonStub.HOST).restoreTo(Instant.EPOCH))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("provider-restore-unsettled");
          assertThat(failure.remedy())
              .startsWith("The server is wholly as it was or wholly put back.")
              .contains("lockgate-before-restore-20260131-020000");
        });
  }

  @Test
  void a_restore_that_is_refused_changed_nothing() {
    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> branches(NeonStub.HOST).restore("br-of-nobody"))
        .withMessageContaining("404 source branch not found")
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("provider-snapshot-failed"));
  }

  @Test
  void a_refusal_is_told_without_the_key() {
    var wrong = new Secret("napi_wrong_key");

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> branches(wrong, NeonStub.HOST).take("deploy"))
        .withMessageContaining("401 This request is not authorized")
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("provider-snapshot-failed");
          assertThat(failure.remedy()).startsWith("The database was not changed by this step.");
          assertThat(failure + failure.remedy()).doesNotContain("napi_wrong_key");
        });
  }

  @Test
  void a_plan_that_allows_no_more_branches_is_told() {
    neon.refuse(422);

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> branches(NeonStub.HOST).take("deploy"))
        .withMessageContaining("422 as ordered");
  }

  @Test
  void a_host_of_another_project_is_told() {
    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> branches("db.example.com").take("deploy"))
        .withMessageContaining("no compute of the project has the host");
  }

  private NeonBranches branches(String host) {
    return branches(new Secret(NeonStub.KEY), host);
  }

  private NeonBranches branches(Secret key, String host) {
    return new NeonBranches(
        key, NeonStub.PROJECT, host, neon.environment(), CLOCK, Duration.ofMillis(1));
  }
}
