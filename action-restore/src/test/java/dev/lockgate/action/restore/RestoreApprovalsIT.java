package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import dev.lockgate.testkit.github.GitHubStub;
import dev.lockgate.testkit.github.ProtectedEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore in production, with a GitHub that knows who approved the run. */
class RestoreApprovalsIT {
  @TempDir Path workspace;

  private final GitHubStub github = GitHubStub.start("acme/shop");
  private Bench bench;
  private String database;

  @BeforeEach
  void a_run_of_production() {
    bench = new Bench(Major.V17, workspace);
    database = bench.server.freshDatabase();
    bench.server.execute(database, "create table t as select 1 as one");
    bench.backup(database);
    bench.server.execute(database, "drop table t");
    bench.runOn(github);
    bench.dispatched = Optional.of(Set.of("RESTORE_PRODUCTION"));
    github
        .environment(ProtectedEnvironment.of(1, "production-approval", "ada", "grace"))
        .environment(ProtectedEnvironment.of(2, "production", "ada", "grace"));
  }

  @AfterEach
  void close() {
    github.close();
  }

  @Test
  void two_people_open_it_and_their_names_are_in_the_audit_row() {
    github.approve("ada", "production-approval").approve("grace", "production");

    var outcome = bench.restore(database, production("RESTORE_PRODUCTION"));

    assertThat(outcome).as("%s", outcome.report()).isInstanceOf(Passed.class);
    assertThat(bench.server.value(database, "select one from t")).isEqualTo("1");
    assertThat(bench.audit(database).getLast().getLast())
        .contains("ada (id", "grace (id", "said by");
    assertThat(outcome.report().blocks().toString()).contains("approved by ada");
  }

  @Test
  void one_person_does_not() {
    github.approve("ada", "production-approval", "production");

    var blocked = bench.blocked(database, production("RESTORE_PRODUCTION"));

    assertThat(blocked.code()).isEqualTo("approvals-missing");
  }

  @Test
  void the_phrase_of_elsewhere_is_not_that_of_production() {
    github.approve("ada", "production-approval").approve("grace", "production");

    assertThat(bench.blocked(database, production("RESTORE")).code())
        .isEqualTo("restore-not-confirmed");
  }

  @Test
  void a_phrase_that_the_workflow_holds_is_not_typed() {
    github.approve("ada", "production-approval").approve("grace", "production");
    bench.dispatched = Optional.of(Set.of("yes"));

    Blocked blocked = bench.blocked(database, production("RESTORE_PRODUCTION"));

    assertThat(blocked.code()).isEqualTo("restore-not-confirmed");
    assertThat(blocked.report().blocks().toString()).contains("did not type it");
  }

  private static String[] production(String confirm) {
    var inputs =
        new ArrayList<>(
            List.of(
                "environment",
                "production",
                "approval-environments",
                "production-approval",
                "github-token",
                GitHubStub.TOKEN));
    inputs.addAll(List.of("confirm", confirm));
    return inputs.toArray(String[]::new);
  }
}
