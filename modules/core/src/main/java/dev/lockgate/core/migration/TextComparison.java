package dev.lockgate.core.migration;

import java.util.ArrayList;
import java.util.List;

/** How a file differs from the text that was applied. */
public sealed interface TextComparison {
  /** The text that was applied is not known: no deploy of Lockgate ran it. */
  record Unknown() implements TextComparison {}

  /** Only comments, white space and the case of words differ. */
  record SameMeaning() implements TextComparison {}

  /**
   * The statements differ.
   *
   * @param removed those that were applied and are not in the file, as they were written
   * @param added those that are in the file and were not applied
   */
  record OtherMeaning(List<String> removed, List<String> added) implements TextComparison {
    public OtherMeaning {
      removed = List.copyOf(removed);
      added = List.copyOf(added);
    }
  }

  /** Compares two texts by what they do. */
  static TextComparison of(String applied, String now) {
    if (SqlText.essence(applied).equals(SqlText.essence(now))) {
      return new SameMeaning();
    }
    return new OtherMeaning(only(applied, now), only(now, applied));
  }

  private static List<String> only(String one, String other) {
    var others =
        new ArrayList<>(
            SqlText.statements(other).stream().map(s -> SqlText.essence(s.text())).toList());
    return SqlText.statements(one).stream()
        .map(Statement::text)
        .filter(text -> !others.remove(SqlText.essence(text)))
        .toList();
  }
}
