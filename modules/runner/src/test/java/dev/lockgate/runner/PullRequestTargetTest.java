package dev.lockgate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullRequestTargetTest {
  private static final String BASE = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
  private static final String HEAD = "dddddddddddddddddddddddddddddddddddddddd";
  private static final String MERGE = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
  private static final String OTHER = "ffffffffffffffffffffffffffffffffffffffff";

  private @TempDir Path folder;
  private FakeRunner runner;

  @BeforeEach
  void a_pull_request_from_a_fork() {
    runner = new FakeRunner(folder);
    pullRequestFrom("stranger/shop");
  }

  @Test
  void the_base_branch_beside_the_secrets_is_fine() throws IOException {
    checkOut("", BASE);

    assertThat(run()).isZero();
  }

  @Test
  void no_checkout_at_all_is_fine() {
    assertThat(run()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {HEAD, MERGE})
  void the_files_of_the_pull_request_beside_the_secrets_are_refused(String commit)
      throws IOException {
    checkOut("", commit);

    assertThat(run()).isEqualTo(3);
    assertThat(runner.outputs()).containsEntry("code", "pull-request-target-head");
    assertThat(runner.summary())
        .contains("holds the files of the pull request")
        .contains("Nothing was changed")
        .contains("Run this step on `pull_request`");
  }

  @Test
  void a_second_checkout_in_a_folder_is_looked_at_too() throws IOException {
    checkOut("", BASE);
    checkOut("pr", HEAD);

    assertThat(run()).isEqualTo(3);
    assertThat(runner.summary()).contains("`pr` holds the files of the pull request");
  }

  @Test
  void a_branch_is_followed_to_its_commit() throws IOException {
    checkOut("", "ref: refs/heads/pr");
    write(".git/refs/heads/pr", HEAD + "\n");

    assertThat(run()).isEqualTo(3);
  }

  @Test
  void a_packed_branch_is_followed_to_its_commit() throws IOException {
    checkOut("", "ref: refs/heads/pr");
    write(".git/packed-refs", "# pack-refs with: peeled\n" + HEAD + " refs/heads/pr\n");

    assertThat(run()).isEqualTo(3);
    assertThat(runner.summary()).contains(HEAD);
  }

  @Test
  void a_linked_worktree_is_followed_to_its_commit() throws IOException {
    write(".git", "gitdir: ../store/worktrees/w\n");
    write("../store/worktrees/w/HEAD", "ref: refs/heads/pr\n");
    write("../store/worktrees/w/commondir", "../..\n");
    write("../store/refs/heads/pr", HEAD + "\n");

    assertThat(run()).isEqualTo(3);
    assertThat(runner.summary()).contains(HEAD);
  }

  @Test
  void files_of_unknown_origin_are_refused_when_a_fork_could_have_brought_them()
      throws IOException {
    write("V1__evil.sql", "select 1");

    assertThat(run()).isEqualTo(3);
    assertThat(runner.summary())
        .contains("cannot be told to be the base branch")
        .contains("files of a fork");
  }

  @Test
  void another_commit_is_refused_when_a_fork_could_have_brought_it() throws IOException {
    checkOut("", OTHER);

    assertThat(run()).isEqualTo(3);
  }

  @Test
  void another_commit_of_the_repository_itself_is_fine() throws IOException {
    pullRequestFrom("acme/shop");
    checkOut("", OTHER);

    assertThat(run()).isZero();
  }

  @Test
  void a_payload_that_says_nothing_is_not_trusted() throws IOException {
    runner.event("pull_request_target", "not json");
    checkOut("", OTHER);

    assertThat(run()).isEqualTo(3);
  }

  @Test
  void on_pull_request_the_head_is_fine() throws IOException {
    runner.with("GITHUB_EVENT_NAME", "pull_request");
    checkOut("", HEAD);

    assertThat(run()).isZero();
  }

  private void pullRequestFrom(String repository) {
    runner.event(
        "pull_request_target",
        """
        {"pull_request": {"number": 12, "merge_commit_sha": "%s",
         "head": {"sha": "%s", "repo": {"full_name": "%s"}},
         "base": {"sha": "%s", "repo": {"full_name": "acme/shop"}}}}
        """
            .formatted(MERGE, HEAD, repository, BASE));
  }

  private int run() {
    return runner.run((_, _) -> new Outcome.Passed(Report.builder().build("Passed")));
  }

  private void checkOut(String place, String head) throws IOException {
    write((place.isEmpty() ? "" : place + "/") + ".git/HEAD", head + "\n");
  }

  private void write(String name, String text) throws IOException {
    var file = runner.workspace.resolve(name).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
