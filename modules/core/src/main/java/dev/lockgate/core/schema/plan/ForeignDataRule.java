package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.plan.Change.Alter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Foreign-data wrappers, servers and user mappings. */
final class ForeignDataRule implements Rule {
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var text = "CREATE " + head(part) + Options.foreign(part);
    return List.of(
        Superuser.ifMade(SqlStatement.of(part.object(), text).because(Options.hint(part))));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return List.of(SqlStatement.of(part.object(), "DROP " + named(part)));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var changes = before.changes(after);
    if (changes.containsKey("wrapper")
        || changes.containsKey("type")
        || (before.has("version") && !after.has("version"))) {
      return new Change.Replace(after.id());
    }
    var actions = new ArrayList<String>();
    for (var name : List.of("handler", "validator")) {
      if (changes.containsKey(name)) {
        actions.add(function(name, changes.get(name)));
      }
    }
    if (changes.containsKey("version")) {
      actions.add("VERSION " + Sql.literal(after.get("version", "")));
    }
    actions.addAll(Options.foreignChange(before, after));
    return actions.isEmpty()
        ? new Change.NoSql("the value of an option may be a secret, which is never written")
        : Alter.by(
            Superuser.ifMade(
                SqlStatement.of(
                        after.object(), "ALTER " + named(after) + " " + String.join(" ", actions))
                    .because(Options.hint(after))));
  }

  /** A user mapping does not fall with its server, which waits for it. */
  @Override
  public List<PartId> goesWith(Part part, Context context) {
    return part.kind() == Kind.USER_MAPPING ? List.of() : Hosts.outer(part);
  }

  private static String function(String name, String function) {
    var word = name.toUpperCase(Locale.ROOT);
    return function.isEmpty() ? "NO " + word : word + " " + Signatures.name(function);
  }

  private static String head(Part part) {
    return switch (part.kind()) {
      case SERVER ->
          named(part)
              + (part.has("type") ? " TYPE " + Sql.literal(part.get("type", "")) : "")
              + (part.has("version") ? " VERSION " + Sql.literal(part.get("version", "")) : "")
              + " FOREIGN DATA WRAPPER "
              + part.get("wrapper", "");
      case FOREIGN_DATA_WRAPPER ->
          named(part)
              + (part.has("handler") ? " " + function("handler", part.get("handler", "")) : "")
              + (part.has("validator")
                  ? " " + function("validator", part.get("validator", ""))
                  : "");
      default -> named(part);
    };
  }

  private static String named(Part part) {
    if (part.kind() != Kind.USER_MAPPING) {
      return Names.of(part.fact());
    }
    var server = part.parent().identity();
    var identity = part.object().identity();
    var user = identity.substring(0, identity.length() - " on ".length() - server.length());
    return "USER MAPPING FOR " + user + " SERVER " + server;
  }
}
