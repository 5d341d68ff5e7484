package dev.lockgate.action.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.action.diff.SnapshotInput.OfArtifact;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without a token no artifact can be had. */
class SnapshotInputTest {
  private static final Run RUN =
      new Run(
          "diff",
          "alice",
          "shop/shop",
          "c0ffee",
          "refs/pull/1/merge",
          "pull_request",
          "https://github.com/shop/shop/actions/runs/4711",
          "4711",
          1);

  private final List<String> warned = new ArrayList<>();

  @Test
  void an_artifact_that_cannot_be_had_leaves_the_base_branch_and_says_so() {
    var schema = new OfArtifact("schema-production").schema(Secret.NONE, RUN, true, log());

    assertThat(schema).isEmpty();
    assertThat(warned)
        .singleElement()
        .asString()
        .contains("`schema-production`", "The base branch is replayed instead");
  }

  @Test
  void where_there_is_no_base_branch_it_is_a_failure() {
    assertThatThrownBy(() -> new OfArtifact("a").schema(Secret.NONE, RUN, false, log()))
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> assertThat(failure.code()).isEqualTo("snapshot-not-found"));
    assertThat(warned).isEmpty();
  }

  private Log log() {
    return new Log() {
      @Override
      public void info(String line) {}

      @Override
      public void untrusted(String text) {}

      @Override
      public void warning(String line) {
        warned.add(line);
      }
    };
  }
}
