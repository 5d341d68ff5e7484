package dev.lockgate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** One HTML page with the Step Summaries of a run, laid out as GitHub lays them out. */
final class Page {
  private static final List<TablesExtension> TABLES =
      List.of((TablesExtension) TablesExtension.create());

  private Page() {}

  /**
   * Writes the page.
   *
   * @param title the head line
   * @param summaries Markdown, one for each step, in order
   */
  static void write(Path file, String title, List<String> summaries) {
    var parser = Parser.builder().extensions(TABLES).build();
    var renderer = HtmlRenderer.builder().extensions(TABLES).build();
    var sections =
        summaries.stream()
            .map(markdown -> renderer.render(parser.parse(markdown)))
            .map(html -> "<section>\n" + html + "</section>\n")
            .collect(Collectors.joining());
    var page =
        resource("page.html")
            .replace("{title}", title)
            .replace("{style}", resource("page.css"))
            .replace("{sections}", sections);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String resource(String name) {
    try (var in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
