package dev.lockgate.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cells in aligned columns; what does not fit beside its neighbours is wrapped in its column. */
final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /** Rows under a ruled header. */
  static List<String> lines(List<String> header, List<List<String>> rows, int width) {
    var widths = widths(Stream.concat(Stream.of(header), rows.stream()).toList(), width);
    var lines = new ArrayList<String>();
    addRow(lines, header, widths);
    addRow(lines, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
    rows.forEach(row -> addRow(lines, row, widths));
    return lines;
  }

  /** Rows without a header. */
  static List<String> lines(List<List<String>> rows, int width) {
    var widths = widths(rows, width);
    var lines = new ArrayList<String>();
    rows.forEach(row -> addRow(lines, row, widths));
    return lines;
  }

  /** Text in lines of at most so many characters; a longer word is cut. */
  static List<String> wrapped(String text, int width) {
    return MarkdownText.visible(text).lines().flatMap(line -> wrappedLine(line, width)).toList();
  }

  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Stream<String> wrappedLine(String line, int width) {
    var lines = new ArrayList<String>();
    var rest = line.stripTrailing();
    while (width(rest) > width) {
      var end = rest.offsetByCodePoints(0, width);
      var space = rest.lastIndexOf(' ', end);
      var cut = space > 0 ? space : end;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines.stream();
  }

  /** As wide as the widest cell; while that is too much together, the widest column gives. */
  private static int[] widths(List<List<String>> rows, int width) {
    var widths =
        IntStream.range(0, rows.isEmpty() ? 0 : rows.getFirst().size())
            .map(column ->
                rows.stream().mapToInt(row -> longestLine(row.get(column))).max().orElse(0))
            .toArray();
    var room = width - GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() > Math.max(room, widths.length)) {
      widths[widest(widths)]--;
    }
    return widths;
  }

  private static int widest(int[] widths) {
    return IntStream.range(0, widths.length)
        .reduce(0, (best, column) -> widths[column] > widths[best] ? column : best);
  }

  private static int longestLine(String cell) {
    return MarkdownText.visible(cell).lines().mapToInt(TextTable::width).max().orElse(0);
  }

  private static void addRow(List<String> lines, List<String> cells, int[] widths) {
    var wrapped =
        IntStream.range(0, widths.length)
            .mapToObj(column -> wrapped(cells.get(column), Math.max(1, widths[column])))
            .toList();
    var height = wrapped.stream().mapToInt(List::size).max().orElse(0);
    for (var line = 0; line < height; line++) {
      var text = new StringBuilder();
      for (var column = 0; column < widths.length; column++) {
        var cell = line < wrapped.get(column).size() ? wrapped.get(column).get(line) : "";
        text.append(cell).append(" ".repeat(Math.max(0, widths[column] - width(cell)))).append(GAP);
      }
      lines.add(text.toString().stripTrailing());
    }
  }
}
