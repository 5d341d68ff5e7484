package dev.lockgate.core.schema.plan;

import java.util.List;

/** How parts of one sort are written. */
interface Rule {
  /** Statements that bring the part into being; the new side is the second of the context. */
  List<SqlStatement> create(Part part, Context context);

  /** Statements that end the part, as it is on the first side. */
  List<SqlStatement> drop(Part part, Context context);

  /** What to do about a part that exists on both sides and differs in what counts. */
  Change change(Part before, Part after, Context context);

  /** Parts whose creation brings this one along; the first that is created is the one. */
  default List<PartId> madeWith(Part part, Context context) {
    return List.of();
  }

  /** Parts whose end takes this one along; the first that is dropped is the one. */
  default List<PartId> goesWith(Part part, Context context) {
    return Hosts.outer(part);
  }
}
