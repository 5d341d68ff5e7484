package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.testkit.github.GitHubStub;
import dev.lockgate.testkit.github.ProtectedEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy of the repository has its say in a restore. */
class RestorePolicyIT {
  @TempDir Path workspace;

  private Bench bench;
  private String database;

  @BeforeEach
  void a_backup() {
    bench = new Bench(Major.V17, workspace);
    database = bench.server.freshDatabase();
    bench.server.execute(database, "create table t as select 1 as one");
    bench.backup(database);
  }

  @Test
  void what_the_policy_marks_as_production_needs_its_phrase_and_two_people() throws IOException {
    policy("environments: {live: {production: true}}");

    var blocked = bench.blocked(database, "environment", "live", "confirm", "RESTORE");

    assertThat(blocked.code()).isEqualTo("restore-not-confirmed");
    assertThat(blocked.report().findings())
        .extracting(finding -> finding.code())
        .contains("approvals-unreadable");
    assertThat(blocked.report().blocks().toString()).contains("RESTORE_PRODUCTION");
    assertThat(bench.restored(database, "environment", "other", "confirm", "RESTORE").outputs())
        .containsKey("safety-backup-id");
  }

  @Test
  void two_people_open_what_the_policy_marks() throws IOException {
    policy("environments: {live: {production: true, gates: {approval-environments: [second]}}}");
    try (var github = GitHubStub.start("acme/shop")) {
      bench.runOn(github);
      github
          .environment(ProtectedEnvironment.of(1, "second", "ada", "grace"))
          .environment(ProtectedEnvironment.of(2, "live", "ada", "grace"))
          .approve("ada", "second");
      var inputs =
          new String[] {
            "environment", "live", "confirm", "RESTORE_PRODUCTION", "github-token", GitHubStub.TOKEN
          };
      assertThat(bench.blocked(database, inputs).code()).isEqualTo("approvals-missing");

      github.approve("grace", "live");

      bench.restored(database, inputs);
    }
  }

  @Test
  void an_input_asks_for_no_less_than_the_policy() throws IOException {
    policy("environments: {live: {gates: {approvals: 2}}}");

    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() -> bench.restored(database, "environment", "live", "approvals", "1"))
        .withMessageContaining("approvals: the policy asks for `2`");
    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(
            () -> bench.restored(database, "environment", "live", "approvals", "none: in a hurry"))
        .withMessageContaining("the policy asks for `2`");
  }

  private void policy(String yaml) throws IOException {
    Files.createDirectories(workspace.resolve(".github"));
    Files.writeString(workspace.resolve(".github/lockgate.yml"), yaml + "\n");
  }
}
