package dev.lockgate.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {
  private static final int RUNNER = 1001;

  @Test
  void what_a_step_creates_belongs_to_the_owner_of_the_workspace(@TempDir Path folder)
      throws IOException {
    assumeTrue(owner(folder) == 0, "only root can give files away");
    var runner = new FakeRunner(folder);
    Files.setAttribute(runner.workspace, "unix:uid", RUNNER);
    Files.setAttribute(runner.workspace, "unix:gid", RUNNER);
    var outside = Files.writeString(folder.resolve("outside"), "not ours to give");

    var code =
        runner.run((_, context) -> {
          context.handover().add(backups(context.workspace(), outside));
          return new Outcome.Passed(Report.builder().build("Passed"));
        });

    assertThat(code).isZero();
    try (var files = Files.walk(runner.workspace)) {
      assertThat(files).hasSizeGreaterThan(6).allMatch(file -> owner(file) == RUNNER);
    }
    assertThat(owner(outside)).isZero();
  }

  private static Path backups(Path workspace, Path linked) {
    try {
      var store = workspace.resolve("backups");
      Files.createDirectories(store.resolve("2026"));
      Files.writeString(store.resolve("2026/archive"), "x");
      Files.createSymbolicLink(store.resolve("latest"), linked);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int owner(Path file) {
    try {
      return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
