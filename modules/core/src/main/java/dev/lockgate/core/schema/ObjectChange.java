package dev.lockgate.core.schema;

import java.util.List;

/**
 * All differences of one object that a person would name, such as a table with its columns.
 *
 * @param id the object
 * @param change what happened to it as a whole
 * @param differences of it and of what belongs to it, in the order of reports
 */
public record ObjectChange(ObjectId id, Change change, List<Difference> differences) {
  public ObjectChange {
    differences = List.copyOf(differences);
  }

  /** What happened to an object as a whole. */
  public enum Change {
    CREATED("created"),
    CHANGED("changed"),
    DROPPED("dropped");

    private final String word;

    Change(String word) {
      this.word = word;
    }

    /** Past participle, such as {@code created}. */
    public String word() {
      return word;
    }
  }
}
