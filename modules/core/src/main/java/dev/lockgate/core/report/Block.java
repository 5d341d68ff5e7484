package dev.lockgate.core.report;

import java.util.List;

/** A part of a report. Text is plain: renderers escape it, shorten it and lay it out. */
public sealed interface Block {
  /** Starts a section. */
  record Heading(String text) implements Block {}

  /** A paragraph. */
  record Text(String text) implements Block {}

  /** A list of short lines. */
  record Bullets(List<String> items) implements Block {
    public Bullets {
      items = List.copyOf(items);
    }
  }

  /** Names and values, in order. */
  record Facts(List<Fact> facts) implements Block {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /** One row of {@link Facts}. */
  record Fact(String name, String value) {}

  /** A table; every row has as many cells as the header. */
  record Table(List<String> header, List<List<String>> rows) implements Block {
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      for (var row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(
              "a row has " + row.size() + " cells, the header " + header.size());
        }
      }
    }
  }

  /** SQL under a caption; folded when long. */
  record Sql(String caption, String sql) implements Block {}

  /** Something to type into a shell, or a file to copy, under a caption. */
  record Command(String caption, String command) implements Block {}
}
