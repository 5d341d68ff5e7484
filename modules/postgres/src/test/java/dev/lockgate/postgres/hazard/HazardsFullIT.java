package dev.lockgate.postgres.hazard;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.EachMajor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class HazardsFullIT {
  @TempDir private Path workspace;

  @EachMajor
  void every_class_is_seen_on_every_major(Major major) throws IOException {
    HazardsIT.check(major, workspace);
  }
}
