package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.plan.Change.Alter;
import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subscriptions; how they connect may hold a password and is never written. */
final class SubscriptionRule implements Rule {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "synchronous commit", "synchronous_commit",
          "binary", "binary",
          "streaming", "streaming",
          "disable on error", "disable_on_error",
          "origin", "origin",
          "password required", "password_required",
          "run as owner", "run_as_owner");

  /** It is made disabled and unconnected, which a person completes. */
  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var options = new ArrayList<>(List.of("connect = false"));
    options.add("slot_name = " + slot(part));
    OPTIONS.keySet().stream()
        .sorted()
        .filter(part::has)
        .forEach(name -> options.add(option(name, part.get(name, ""))));
    if (part.get("two-phase", "d").matches("[pe]")) {
      options.add("two_phase = true");
    }
    var statements = new ArrayList<SqlStatement>();
    statements.add(
        SqlStatement.of(
                part.object(),
                "CREATE SUBSCRIPTION "
                    + part.object().identity()
                    + " CONNECTION '' PUBLICATION "
                    + part.get("publications", "")
                    + " WITH ("
                    + String.join(", ", options)
                    + ")")
            .with(Trait.NEEDS_SUPERUSER) // for its address has no password yet
            .because(
                "needs a person: ALTER SUBSCRIPTION "
                    + part.object().identity()
                    + " CONNECTION with its address, which may hold a password"));
    return statements;
  }

  /** Its slot on the other server stays: from here nobody can say whether it is still needed. */
  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    var name = part.object().identity();
    var statements = new ArrayList<SqlStatement>();
    if (!part.has("enabled")) {
      statements.add(owners(part, part, "ALTER SUBSCRIPTION " + name + " DISABLE"));
    }
    statements.add(
        owners(part, part, "ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)")
            .because("the slot on the publisher stays and must be dropped there"));
    statements.add(owners(part, part, "DROP SUBSCRIPTION " + name));
    return statements;
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var statements = new ArrayList<SqlStatement>();
    before
        .changes(after)
        .forEach((name, value) -> action(name, value, before, after).ifPresent(statements::add));
    return statements.isEmpty()
        ? new Change.NoSql("how it connects may hold a password and is not written")
        : Alter.by(statements);
  }

  private static Optional<SqlStatement> action(String name, String value, Part before, Part after) {
    var action =
        switch (name) {
          case "enabled" -> value.isEmpty() ? "ENABLE" : "DISABLE";
          case "publications" -> "SET PUBLICATION " + value + " WITH (refresh = false)";
          case "slot" -> "SET (slot_name = " + slot(after) + ")";
          default -> OPTIONS.containsKey(name) ? "SET (" + option(name, value) + ")" : "";
        };
    return action.isEmpty()
        ? Optional.empty()
        : Optional.of(
            owners(
                before, after, "ALTER SUBSCRIPTION " + after.object().identity() + " " + action));
  }

  private static String option(String name, String value) {
    var written =
        switch (value) {
          case "yes", "t", "true" -> "true";
          case "", "f", "false" -> "false";
          case "p" -> "parallel";
          default -> value;
        };
    return OPTIONS.get(name) + " = " + written;
  }

  private static String slot(Part part) {
    return part.has("slot") ? Sql.literal(Sql.unquoted(part.get("slot", ""))) : "NONE";
  }

  /** The owner need not be a superuser where a password is required, which is so since 16. */
  private static SqlStatement owners(Part before, Part after, String text) {
    var required = before.has("password required") && after.has("password required");
    return Superuser.when(!required, SqlStatement.of(after.object(), text));
  }
}
