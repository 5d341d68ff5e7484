package dev.lockgate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinksTest {
  static Stream<Path> pages() {
    return Tree.files(".md").stream().filter(file -> !file.toString().contains("src/test"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_link_of_a_page_leads_somewhere(Path page) {
    var broken = new ArrayList<String>();
    for (var link : Markdown.parse(Tree.read(page)).links()) {
      if (!leadsSomewhere(page, link)) {
        broken.add(link);
      }
    }

    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String link) {
    if (link.matches("[a-z]+:.*")) {
      return true;
    }
    var parts = List.of(link.split("#", 2));
    var folder = Objects.requireNonNullElse(page.getParent(), Path.of(""));
    var target = parts.getFirst().isEmpty() ? page : folder.resolve(parts.getFirst()).normalize();
    if (!Files.exists(Tree.ROOT.resolve(target))) {
      return false;
    }
    return parts.size() == 1 || Markdown.parse(Tree.read(target)).anchors().contains(parts.get(1));
  }
}
