package dev.lockgate.postgres.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the columns of a query's result are for, each list in the order of names.
 *
 * @param attributes what takes part in a comparison
 * @param raw what only repeats a part of it
 * @param hidden options such as {@code password=…}
 */
record ResultColumns(List<Column> attributes, List<Column> raw, List<Column> hidden) {
  private static final String RAW = ", raw";
  private static final String HIDDEN = ", hidden";

  /** A column, by its number from 1 and its name without what it is for. */
  record Column(int number, String name) {}

  /** The columns from that number on. */
  static ResultColumns of(ResultSet rows, int first) throws SQLException {
    var columns = new ResultColumns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var meta = rows.getMetaData();
    for (int number = first; number <= meta.getColumnCount(); number++) {
      columns.add(number, meta.getColumnLabel(number));
    }
    var byName = Comparator.comparing(Column::name);
    columns.attributes.sort(byName);
    columns.raw.sort(byName);
    columns.hidden.sort(byName);
    return columns;
  }

  private void add(int number, String label) {
    if (label.endsWith(RAW)) {
      raw.add(new Column(number, without(RAW, label)));
    } else if (label.endsWith(HIDDEN)) {
      hidden.add(new Column(number, without(HIDDEN, label)));
    } else {
      attributes.add(new Column(number, label));
    }
  }

  private static String without(String end, String label) {
    return label.substring(0, label.length() - end.length());
  }
}
