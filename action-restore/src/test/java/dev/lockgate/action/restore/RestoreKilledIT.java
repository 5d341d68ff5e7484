package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step that is killed: the live database is wholly the old one or wholly the new one. */
class RestoreKilledIT {
  @TempDir Path workspace;

  @ParameterizedTest
  @CsvSource({
    "swap, Loading",
    "swap, this is the commit",
    "in-place, Looking at what was loaded",
    "in-place, Done: "
  })
  void kill_9_leaves_the_live_database_wholly_old_or_wholly_new(String method, String words) {
    var killed = new KilledRestore(Major.V17, workspace);

    assertThat(killed.run(method, KilledStep.How.KILL, words)).isTrue();

    killed.assertWhole();
  }
}
