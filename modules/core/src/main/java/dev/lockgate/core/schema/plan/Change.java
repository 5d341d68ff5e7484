package dev.lockgate.core.schema.plan;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** How a part is brought from one state to another. */
sealed interface Change {
  /**
   * In place.
   *
   * @param statements in order
   * @param disturbed parts whose dependants on the old side cannot stay while this happens
   * @param gives which of those dependants give way: they are dropped before and made anew after
   */
  record Alter(List<SqlStatement> statements, Set<PartId> disturbed, Predicate<Part> gives)
      implements Change {
    public Alter {
      statements = List.copyOf(statements);
      disturbed = Set.copyOf(disturbed);
    }

    static Alter by(SqlStatement... statements) {
      return by(List.of(statements));
    }

    static Alter by(List<SqlStatement> statements) {
      return new Alter(statements, Set.of(), _ -> false);
    }
  }

  /**
   * By dropping and creating it, and all that depends on it.
   *
   * @param what the part itself, or one that it cannot change without
   */
  record Replace(PartId what) implements Change {}

  /** Not at all: a person must do it. */
  record NoSql(String why) implements Change {}
}
