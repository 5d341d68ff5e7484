package dev.lockgate.postgres.hazard;

import dev.lockgate.core.database.Major;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HazardsIT {
  @TempDir private Path workspace;

  @Test
  void every_class_is_seen_where_it_is_and_nowhere_else() throws IOException {
    check(Major.V17, workspace);
  }

  static void check(Major major, Path workspace) throws IOException {
    var run = new CaseRun(major, workspace, Map.of());
    var softly = new SoftAssertions();
    for (var one : HazardCases.ALL) {
      var went = run.run(HazardCases.SETUP, one.sql());
      var classes = new TreeSet<>(went.classes());
      classes.remove("lacks-lock-timeout");
      classes.remove("lacks-statement-timeout");
      softly
          .assertThat(classes)
          .as("%s on %s: %s", one.sql(), major, went.title())
          .isEqualTo(new TreeSet<>(one.classes()));
    }
    softly.assertAll();
  }
}
