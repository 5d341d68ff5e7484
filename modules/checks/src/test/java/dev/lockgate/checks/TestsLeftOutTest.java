package dev.lockgate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestsLeftOutTest {
  @TempDir private Path root;

  @Test
  void image_tests_are_named_once_with_the_reason() throws IOException {
    var file =
        Files.writeString(
            root.resolve("left-out.txt"), "DiffImageIT\nBackupImageIT\nDiffImageIT\n");

    assertThat(TestsLeftOut.lines(root, file, false))
        .containsExactly(
            "Not run, because no Docker engine answers: BackupImageIT, DiffImageIT (2)");
  }

  @Test
  void long_sweeps_are_named_unless_they_were_run() throws IOException {
    Files.createFile(root.resolve("FaultFullIT.java"));
    var none = root.resolve("none.txt");

    assertThat(TestsLeftOut.lines(root, none, false))
        .containsExactly("Not run, because -Pfull was not given: FaultFullIT (1)");
    assertThat(TestsLeftOut.lines(root, none, true)).containsExactly("No test was left out.");
  }
}
