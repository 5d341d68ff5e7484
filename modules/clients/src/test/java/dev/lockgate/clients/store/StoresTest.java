package dev.lockgate.clients.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.testkit.Manifests;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoresTest {
  private static final BackupId ID = BackupId.parse("app/20260131_020000-1f3c9a2b");

  @TempDir Path workspace;

  @ParameterizedTest
  @ValueSource(strings = {"file:/var/backups", "file:../backups", "file:a/../../backups"})
  void on_a_runner_a_folder_outside_the_workspace_is_refused(String url) {
    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() -> Stores.open(StoreUrl.parse(url), context("42")))
        .withMessageContaining("store: expected a folder of the workspace such as `file:backups`")
        .withMessageContaining(url)
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("store-outside-workspace");
          assertThat(failure.remedy()).startsWith("Nothing was changed.");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:backups", "file:./a/../backups"})
  void a_folder_of_the_workspace_is_a_store(String url) {
    assertThat(Stores.open(StoreUrl.parse(url), context("42")).archivePlace(Manifests.of(ID)))
        .isEqualTo("backups/app/20260131_020000-1f3c9a2b.dump.zst");
  }

  @ParameterizedTest
  @ValueSource(strings = "file:/var/backups")
  void in_a_shell_any_folder_is_a_store(String url) {
    assertThat(Stores.open(StoreUrl.parse(url), context("")).archivePlace(Manifests.of(ID)))
        .startsWith("/var/backups/app/");
  }

  private StepContext context(String runId) {
    return new StepContext(
        new Run("backup", "", "", "", "", "", "", runId, 1),
        workspace,
        workspace,
        Log.SILENT,
        new Cancellation());
  }
}
