package dev.lockgate.core.schema.plan;

import java.util.List;

/** The index of a partition becomes a part of its parent's index. */
final class AttachedIndexRule implements Rule {
  private static final String START = "part of ";

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var parent = parent(part);
    return List.of(
        SqlStatement.of(
                part.object(),
                "ALTER INDEX " + parent + " ATTACH PARTITION " + Names.name(part.fact()))
            .locking(Lock.SHARE_UPDATE_EXCLUSIVE));
  }

  /** An index leaves its parent only with its table, or when one of the two is dropped. */
  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of();
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return new Change.Replace(PartId.itself(after.object()));
  }

  @Override
  public List<PartId> madeWith(Part part, Context context) {
    return List.of(ofTable(part));
  }

  /** A partition that leaves takes its indexes along, and they are dropped only after that. */
  @Override
  public List<PartId> goesWith(Part part, Context context) {
    return List.of(ofTable(part), PartId.itself(part.object()));
  }

  private static PartId ofTable(Part part) {
    return new PartId(part.parent(), Aspect.MEMBERSHIP);
  }

  private static String parent(Part part) {
    var identity = part.object().identity();
    var end = " on " + part.parent().identity();
    return identity.substring(START.length(), identity.length() - end.length());
  }
}
