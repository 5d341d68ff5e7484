package dev.lockgate.testkit.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.HostImage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The runner itself, with a shell script as the step. */
class StepRunImageIT {
  private Job job;

  @BeforeEach
  void start() {
    job = Job.start();
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void a_step_gets_its_inputs_with_dashes_and_defaults_and_gives_outputs() {
    var result =
        step("""
        env
        echo "answer=42" >> "$GITHUB_OUTPUT"
        echo "# Done" >> "$GITHUB_STEP_SUMMARY"
        """)
            .with("database-url", "postgresql://db/shop")
            .run();

    assertThat(result.succeeded()).as("%s", result).isTrue();
    assertThat(result.log())
        .contains(
            "INPUT_DATABASE-URL=postgresql://db/shop",
            "INPUT_GITHUB-TOKEN=github-token-of-the-test",
            "INPUT_WITHOUT-DEFAULT=planted by an earlier step",
            "HOME=/github/home",
            "GITHUB_WORKSPACE=/github/workspace",
            "GITHUB_EVENT_PATH=/github/workflow/event.json",
            "JAVA_HOME=/opt/hostedtoolcache/none");
    assertThat(result.logText()).contains("GITHUB_OUTPUT=/github/file_commands/set_output_");
    assertThat(result.outputs()).containsEntry("answer", "42");
    assertThat(result.summary()).isEqualTo("# Done");
  }

  @Test
  void a_secret_is_masked_after_it_is_registered_also_when_encoded() {
    var result =
        step("""
        echo "::add-mask::p@ss word"
        echo "raw p@ss word, encoded p%40ss%20word" >&2
        echo "summary p@ss word" >> "$GITHUB_STEP_SUMMARY"
        """)
            .run();

    assertThat(result.masks()).containsExactly("p@ss word");
    assertThat(result.summary()).isEqualTo("summary ***");
    assertThat(result.rawSummary()).contains("p@ss word");
    assertThat(result.sinks().get("standard error")).contains("p@ss word");
    assertThat(result.sinks().get("standard output")).doesNotContain("p@ss word");
  }

  @Test
  void a_malformed_output_file_fails_a_step_that_exits_0() {
    var result = step("echo 'no equals sign' >> \"$GITHUB_OUTPUT\"").run();

    assertThat(result.exit()).isZero();
    assertThat(result.succeeded()).isFalse();
  }

  @Test
  void files_of_another_user_in_the_workspace_are_found() {
    job.workspace().file("ours.txt", "from the checkout");

    step("echo theirs > theirs.txt").run();

    assertThat(job.workspace().notOwnedByTheRunner())
        .extracting(path -> path.getFileName().toString())
        .containsExactly("theirs.txt");
  }

  @Test
  void a_cancelled_step_that_obeys_the_first_signal_ends_at_once() {
    var result =
        step("trap 'echo stopping; exit 130' INT; echo ready; while :; do sleep 0.1; done")
            .cancelWhenLogged("ready")
            .run();

    assertThat(result.exit()).isEqualTo(130);
    assertThat(result.log()).contains("stopping");
    assertThat(result.took()).isLessThan(Duration.ofSeconds(6));
    assertThat(job.containers()).isEmpty();
  }

  @Test
  void a_step_that_ignores_its_signals_is_told_to_have_been_left_running() {
    var result =
        step("trap '' INT TERM; echo ready; while :; do sleep 0.1; done")
            .cancelWhenLogged("ready")
            .run();

    assertThat(result.leftRunning()).isTrue();
    assertThat(result.took()).isGreaterThan(Duration.ofSeconds(10));
    assertThat(job.containers()).isEmpty();
  }

  @Test
  void a_service_is_reached_by_its_name_and_not_by_localhost() {
    var db = job.service("db", Major.V17);
    var database = db.freshDatabase();
    db.execute(database, "create table t (id int)");

    var result =
        step("""
        (echo > /dev/tcp/db/5432) && echo "by name: yes"
        (echo > /dev/tcp/localhost/5432) 2>/dev/null || echo "by localhost: no"
        """)
            .run();

    assertThat(result.log()).contains("by name: yes", "by localhost: no");
    assertThat(db.url(database)).isEqualTo("postgresql://postgres:secret@db:5432/" + database);
    assertThat(db.value(database, "select count(*) from t")).isEqualTo("0");
  }

  @Test
  void a_step_reaches_a_web_server_of_the_test_and_what_it_sent_is_kept() {
    try (var web = FakeWeb.start(job)) {
      web.answer("POST", "/hook", 200, "ok");
      var address = web.url("/hook").replaceFirst("http://([^:]+):(\\d+)/.*", "$1/$2");

      var result =
          step("""
          exec 3<>/dev/tcp/%s
          printf 'POST /hook HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello' >&3
          read -r status <&3
          echo "$status"
          """
                  .formatted(address))
              .run();

      assertThat(result.logText()).contains("200");
      assertThat(web.requests()).containsExactly(new FakeWeb.Request("POST", "/hook", "", "hello"));
    }
  }

  @Test
  void a_step_is_cancelled_as_soon_as_the_test_says_so() {
    var begin = System.nanoTime();
    var result =
        step("trap 'exit 130' INT; while :; do sleep 0.1; done")
            .cancelWhen(() -> System.nanoTime() - begin > 2_000_000_000L)
            .run();

    assertThat(result.exit()).isEqualTo(130);
    assertThat(result.took()).isGreaterThan(Duration.ofSeconds(1));
    assertThat(result.unwinding()).isLessThan(Duration.ofSeconds(4));
  }

  private StepRun step(String script) {
    job.workspace().file("step.sh", script);
    return job.step(
        ActionYaml.parse(
            """
            name: Test
            description: A script
            inputs:
              database-url:
                description: where
                default: ''
              github-token:
                description: who
                default: ${{ github.token }}
              without-default:
                description: can be planted
            runs:
              using: docker
              image: docker://test@sha256:0000
              entrypoint: /usr/bin/bash
              args: [step.sh]
            """),
        HostImage.of(List.of("/usr/bin/bash", "/usr/bin/env", "/usr/bin/sleep")));
  }
}
