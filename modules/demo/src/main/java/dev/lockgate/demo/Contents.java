package dev.lockgate.demo;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a database holds.
 *
 * @param tables by qualified name
 */
record Contents(SortedMap<String, Table> tables) {
  /**
   * One table.
   *
   * @param rows how many
   * @param hash of all of them, in any order
   */
  record Table(long rows, String hash) {}

  Contents {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
  }

  long rows() {
    return tables.values().stream().mapToLong(Table::rows).sum();
  }
}
