package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sequences, those of identity columns, too: these are made and dropped with their column. */
final class SequenceRule implements Rule {
  private static final Map<String, String> CLAUSES =
      Map.of(
          "type",
          "AS ",
          "start",
          "START WITH ",
          "increment",
          "INCREMENT BY ",
          "minimum",
          "MINVALUE ",
          "maximum",
          "MAXVALUE ",
          "cache",
          "CACHE ");

  private static final List<String> ORDER =
      List.of("type", "increment", "minimum", "maximum", "start", "cache");

  @Override
  public List<SqlStatement> create(Part part, Context context) {
    var text =
        "CREATE "
            + (part.has("persistence") ? "UNLOGGED " : "")
            + "SEQUENCE "
            + Names.name(part.fact())
            + options(part);
    return isIdentity(part) ? List.of() : List.of(SqlStatement.of(part.object(), text));
  }

  @Override
  public List<SqlStatement> drop(Part part, Context context) {
    return isIdentity(part)
        ? List.of()
        : List.of(
            SqlStatement.of(part.object(), "DROP SEQUENCE " + Names.name(part.fact()))
                .with(SqlStatement.Trait.LOSES_DATA));
  }

  @Override
  public Change change(Part before, Part after, Context context) {
    var name = Names.name(before.fact());
    var statements = new ArrayList<String>(fitting(before, after, name));
    var changes = before.changes(after);
    var clauses = new StringBuilder();
    ORDER.stream()
        .filter(key -> changes.containsKey(key) || (isBound(key) && changes.containsKey("type")))
        .forEach(key -> clauses.append(' ').append(CLAUSES.get(key)).append(after.get(key)));
    if (changes.containsKey("cycle")) {
      clauses.append(after.has("cycle") ? " CYCLE" : " NO CYCLE");
    }
    if (!clauses.isEmpty()) {
      statements.add("ALTER SEQUENCE " + name + clauses);
    }
    if (changes.containsKey("persistence")) {
      statements.add(
          "ALTER SEQUENCE " + name + " SET " + (after.has("persistence") ? "UNLOGGED" : "LOGGED"));
    }
    return Change.Alter.by(
        statements.stream().map(text -> SqlStatement.of(after.object(), text)).toList());
  }

  @Override
  public List<PartId> madeWith(Part part, Context context) {
    return isIdentity(part) ? column(part, context.after()) : List.of();
  }

  /** A sequence falls with the column that it belongs to, and with the column's table. */
  @Override
  public List<PartId> goesWith(Part part, Context context) {
    return Stream.concat(column(part, context.before()).stream(), Hosts.outer(part).stream())
        .toList();
  }

  /** Options that are not what PostgreSQL takes by itself, each with a space before it. */
  static String options(Part part) {
    var text = new StringBuilder();
    var type = part.get("type", "bigint");
    text.append(type.equals("bigint") || isIdentity(part) ? "" : " AS " + type);
    var up = !part.get("increment", "1").startsWith("-");
    var largest = largest(type);
    var minimum = up ? "1" : largest.negate().subtract(BigInteger.ONE).toString();
    var maximum = up ? largest.toString() : "-1";
    add(text, part, "increment", "1");
    add(text, part, "minimum", minimum);
    add(text, part, "maximum", maximum);
    add(text, part, "start", part.get(up ? "minimum" : "maximum", ""));
    add(text, part, "cache", "1");
    return text.append(part.has("cycle") ? " CYCLE" : "").toString();
  }

  private static void add(StringBuilder text, Part part, String key, String otherwise) {
    if (!part.get(key, otherwise).equals(otherwise)) {
      text.append(' ').append(CLAUSES.get(key)).append(part.get(key));
    }
  }

  private static BigInteger largest(String type) {
    return switch (type) {
      case "smallint" -> BigInteger.valueOf(Short.MAX_VALUE);
      case "integer" -> BigInteger.valueOf(Integer.MAX_VALUE);
      default -> BigInteger.valueOf(Long.MAX_VALUE);
    };
  }

  private static boolean isBound(String key) {
    return key.equals("minimum") || key.equals("maximum");
  }

  static boolean isIdentity(Part part) {
    return part.object().identity().startsWith("identity of ");
  }

  private static List<PartId> column(Part part, Side side) {
    var owner = isIdentity(part) ? part.id() : new PartId(part.object(), Aspect.OWNED_BY);
    return side.needs().of(owner).stream().filter(id -> id.is(Kind.COLUMN)).toList();
  }

  /** Bounds that become narrower: the value is moved between them first, where it is outside. */
  private static List<String> fitting(Part before, Part after, String name) {
    var oldMin = new BigInteger(before.get("minimum", "1"));
    var oldMax = new BigInteger(before.get("maximum", "1"));
    var min = new BigInteger(after.get("minimum", "1"));
    var max = new BigInteger(after.get("maximum", "1"));
    if (min.compareTo(oldMin) <= 0 && max.compareTo(oldMax) >= 0) {
      return List.of();
    }
    var move =
        "SELECT pg_catalog.setval("
            + Sql.literal(name)
            + ", LEAST(GREATEST(last_value, "
            + min
            + "), "
            + max
            + "), is_called) FROM "
            + name;
    var apart = min.compareTo(oldMax) > 0 || max.compareTo(oldMin) < 0;
    return apart
        ? List.of(
            "ALTER SEQUENCE "
                + name
                + " AS bigint MINVALUE "
                + min.min(oldMin)
                + " MAXVALUE "
                + max.max(oldMax),
            move)
        : List.of(move);
  }
}
