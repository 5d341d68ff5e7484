package dev.lockgate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlossaryTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!word )([^|]+) \\| ([^|]+) \\|$");

  @Test
  void each_word_is_explained_once_and_found_by_the_alphabet() {
    var text = Tree.read(Path.of("modules/docs/glossary.md"));
    var words = ROW.matcher(text).results().map(row -> row.group(1)).toList();

    assertThat(words).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(30);
  }

  @Test
  void the_words_of_the_steps_are_there() {
    var text = Tree.read(Path.of("modules/docs/glossary.md"));

    for (var word :
        List.of("drift", "diff", "gate", "manifest", "safety backup", "shadow database", "swap")) {
      assertThat(text).contains("| " + word + " |");
    }
  }
}
