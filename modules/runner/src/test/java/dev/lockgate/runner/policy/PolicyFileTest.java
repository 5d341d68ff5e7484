package dev.lockgate.runner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.hazard.FailOn;
import dev.lockgate.core.policy.BaseFiles;
import dev.lockgate.core.policy.FoundPolicy;
import dev.lockgate.core.policy.FoundPolicy.Change;
import dev.lockgate.core.policy.FoundPolicy.Origin;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Handover;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.PullRequest;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.runner.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
  private static final String STRICT = "defaults: {hazards: {fail-on: note}}\n";
  private static final String LAX = "defaults: {hazards: {fail-on: never}}\n";

  @TempDir private Path workspace;

  @Test
  void without_a_file_the_defaults_hold() {
    var found = find(Optional.empty(), base(Optional.empty()));

    assertThat(found.origin()).isEqualTo(Origin.NONE);
    assertThat(found.policy().digest()).isEmpty();
  }

  @Test
  void a_push_goes_by_the_file_of_the_checkout() throws IOException {
    write(STRICT);

    var found = find(Optional.empty(), base(Optional.of(LAX)));

    assertThat(found.origin()).isEqualTo(Origin.CHECKOUT);
    assertThat(found.policy().of("").hazards().failOn()).contains(FailOn.NOTE);
  }

  @Test
  void a_pull_request_is_judged_by_the_base_branch_and_its_change_is_known() throws IOException {
    write(LAX);

    var found = find(pullRequest(), base(Optional.of(STRICT)));

    assertThat(found.origin()).isEqualTo(Origin.BASE);
    assertThat(found.policy().of("").hazards().failOn()).contains(FailOn.NOTE);
    assertThat(found.change()).contains(new Change(STRICT, LAX));
  }

  @Test
  void a_policy_that_a_pull_request_adds_does_not_hold_yet() throws IOException {
    write(LAX);

    var found = find(pullRequest(), base(Optional.empty()));

    assertThat(found.origin()).isEqualTo(Origin.NONE);
    assertThat(found.policy().of("").hazards().failOn()).isEmpty();
    assertThat(found.change()).contains(new Change("", LAX));
  }

  @Test
  void a_base_branch_that_cannot_be_read_leaves_the_defaults() throws IOException {
    write(LAX);

    var found = find(pullRequest(), new Unreadable());

    assertThat(found.origin()).isEqualTo(Origin.UNREADABLE);
    assertThat(found.policy().of("").hazards().failOn()).isEmpty();
  }

  @Test
  void a_pull_request_that_breaks_the_policy_is_told_so() throws IOException {
    write("defaults: {hazard: {}}\n");

    assertThatThrownBy(() -> find(pullRequest(), base(Optional.of(STRICT))))
        .isInstanceOf(BadInputs.class)
        .hasMessageContaining("`.github/lockgate.yml:1` has the unknown key `hazard`");
  }

  private void write(String text) throws IOException {
    Files.createDirectories(workspace.resolve(".github"));
    Files.writeString(workspace.resolve(".github/lockgate.yml"), text);
  }

  private FoundPolicy find(Optional<PullRequest> about, BaseFiles base) {
    var run = new Run("diff", "", "", "", "", "", "", "", 1);
    var context =
        new StepContext(
            run, about, workspace, workspace, Log.SILENT, new Cancellation(), new Handover());
    var inputs = new Inputs(Map.of(), workspace);
    return PolicyFile.read(inputs).get().find(context, base);
  }

  private static Optional<PullRequest> pullRequest() {
    return Optional.of(new PullRequest(7, "main", "0".repeat(40), true));
  }

  private static BaseFiles base(Optional<String> policy) {
    return new BaseFiles() {
      @Override
      public Optional<String> read(String path) {
        assertThat(path).isEqualTo(".github/lockgate.yml");
        return policy;
      }

      @Override
      public Map<String, String> list(String folder) {
        return Map.of();
      }
    };
  }

  private static final class Unreadable implements BaseFiles {
    @Override
    public Optional<String> read(String path) {
      throw new OutsideFailed("base-unreadable", "no token", "Nothing was changed.");
    }

    @Override
    public Map<String, String> list(String folder) {
      throw new OutsideFailed("base-unreadable", "no token", "Nothing was changed.");
    }
  }
}
