package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Owners of members of an extension that are not those that it gave. Each is a line that an ALTER
 * can be made of; only a superuser may give away what an extension created.
 */
final class MemberOwnersRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return owners(part).map(owner -> statement(part, owner)).toList();
  }

  /** Gives the members back to whom they belonged at first. */
  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return part.raw("members")
        .lines()
        .map(begin -> statement(part, begin + part.raw("owner of members")))
        .toList();
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var statements = new ArrayList<SqlStatement>();
    var has = owners(before).toList();
    var wanted = owners(after).toList();
    var members = after.raw("members").lines().toList();
    before
        .raw("members")
        .lines()
        .filter(member -> !members.contains(member))
        .map(member -> statement(before, member + before.raw("owner of members")))
        .forEach(statements::add);
    wanted.stream()
        .filter(owner -> !has.contains(owner))
        .map(owner -> statement(after, owner))
        .forEach(statements::add);
    return Change.Alter.by(statements);
  }

  private static Stream<String> owners(Part part) {
    return part.get("owners of members", "").lines();
  }

  private static SqlStatement statement(Part part, String owner) {
    return SqlStatement.of(part.object(), "ALTER " + owner).with(Trait.NEEDS_SUPERUSER);
  }
}
