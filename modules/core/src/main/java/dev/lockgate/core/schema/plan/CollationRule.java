package dev.lockgate.core.schema.plan;

import java.util.List;

/** Collations; where a column of a table has one that changes, the column keeps its rows. */
final class CollationRule implements Rule {
  private static final Rule ANEW = new MadeAnewRule(CollationRule::text);

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    return ANEW.create(part, context);
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return ANEW.drop(part, context);
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    return CompositeRule.isHeld(before.object(), context.before())
        ? TypeExchange.of(before, context).change()
        : ANEW.change(before, after, context);
  }

  private static String text(Part part) {
    if (isCopied(part)) {
      return "CREATE COLLATION "
          + part.object().identity()
          + " FROM pg_catalog."
          + Sql.quoted(part.get("collate", ""));
    }
    var options = new Clauses();
    options.add("provider", part.get("provider"));
    if (part.has("locale")) {
      options.add("locale", literal(part, "locale"));
    } else if (part.get("collate", "").equals(part.get("ctype", ""))) {
      options.add("locale", literal(part, "collate"));
    } else {
      options.add("lc_collate", literal(part, "collate"));
      options.add("lc_ctype", literal(part, "ctype"));
    }
    options.add("deterministic", part.has("deterministic") ? "false" : null);
    options.add("rules", part.has("rules") ? literal(part, "rules") : null);
    return "CREATE COLLATION " + part.object().identity() + options.inBrackets();
  }

  /** One for every encoding cannot be made, and only be copied from one that initdb made. */
  private static boolean isCopied(Part part) {
    return part.get("provider", "").equals("libc")
        && !part.has("encoding")
        && part.get("collate", "").equals(part.get("ctype", ""));
  }

  private static String literal(Part part, String attribute) {
    return Sql.literal(part.get(attribute, ""));
  }
}
