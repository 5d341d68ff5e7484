package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.ArrayList;
import java.util.List;

/** Triggers; those that partitions have from their parent come and go with the parent's. */
final class TriggerRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var statements = new ArrayList<SqlStatement>();
    if (!isInherited(part)) {
      statements.add(
          SqlStatement.of(part.object(), part.get("definition", ""))
              .locking(Lock.SHARE_ROW_EXCLUSIVE));
    }
    if (part.has("enabled")) {
      statements.add(state(part));
    }
    return statements;
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return isInherited(part)
        ? List.of()
        : List.of(
            SqlStatement.of(part.object(), "DROP " + Names.of(part.fact()))
                .locking(Lock.ACCESS_EXCLUSIVE));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var changes = before.changes(after);
    if (changes.containsKey("definition") && !isInherited(after)) {
      return new Change.Replace(after.id());
    }
    return changes.containsKey("enabled") ? Change.Alter.by(state(after)) : Change.Alter.by();
  }

  private static boolean isInherited(Part part) {
    return part.raw("inherited").equals("yes");
  }

  /** Those of partitions are set one by one. */
  private static SqlStatement state(Part part) {
    var verb =
        switch (part.get("enabled", "")) {
          case "disabled" -> "DISABLE";
          case "replica" -> "ENABLE REPLICA";
          case "always" -> "ENABLE ALWAYS";
          default -> "ENABLE";
        };
    var text =
        "ALTER "
            + Names.word(part.parent().kind())
            + (part.parent().kind() == Kind.TABLE ? " ONLY " : " ")
            + part.parent().identity()
            + " "
            + verb
            + " TRIGGER "
            + Names.own(part.fact());
    return SqlStatement.of(part.object(), text).locking(Lock.SHARE_ROW_EXCLUSIVE);
  }
}
