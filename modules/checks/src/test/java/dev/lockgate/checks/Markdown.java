package dev.lockgate.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * What tests read in a page.
 *
 * @param links targets of links and images
 * @param headings with level 2, as text
 * @param anchors of all headings, as GitHub makes them
 * @param yaml contents of fenced blocks marked {@code yaml}
 */
record Markdown(
    List<String> links, List<String> headings, List<String> anchors, List<String> yaml) {
  static Markdown parse(String text) {
    var page =
        new Markdown(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Parser.builder().build().parse(text).accept(page.new Collector());
    return page;
  }

  private final class Collector extends AbstractVisitor {
    @Override
    public void visit(Link link) {
      links.add(link.getDestination());
      super.visit(link);
    }

    @Override
    public void visit(Image image) {
      links.add(image.getDestination());
      super.visit(image);
    }

    @Override
    public void visit(Heading heading) {
      var words = new Words();
      heading.accept(words);
      var text = words.text.toString();
      if (heading.getLevel() == 2) {
        headings.add(text);
      }
      anchors.add(
          text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
      super.visit(heading);
    }

    @Override
    public void visit(FencedCodeBlock block) {
      if ("yaml".equals(block.getInfo()) || "yml".equals(block.getInfo())) {
        yaml.add(block.getLiteral());
      }
    }
  }

  private static final class Words extends AbstractVisitor {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void visit(Text node) {
      text.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
      text.append(node.getLiteral());
    }
  }
}
