package dev.lockgate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.hazard.HazardClass;
import dev.lockgate.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HazardsPageTest {
  @Test
  void every_class_of_hazards_is_explained_in_the_words_of_the_report() throws IOException {
    var page = Files.readString(Repository.root().resolve("modules/docs/hazards.md"));

    var rows = page.lines().filter(line -> line.startsWith("| `")).sorted().toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(HazardClass.values()).map(HazardsPageTest::row).sorted().toList());
  }

  private static String row(HazardClass kind) {
    return "| `%s` | %s | %s | %s |"
        .formatted(kind.word(), kind.level().word(), kind.meaning(), kind.remedy());
  }
}
