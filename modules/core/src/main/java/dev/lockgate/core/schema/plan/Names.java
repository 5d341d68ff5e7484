package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.Locale;
import java.util.Objects;

/** What SQL calls an object. */
final class Names {
  private static final String INHERITED = " (inherited)";

  private Names() {}

  /** With its kind, as COMMENT ON, DROP and ALTER want it. */
  static String of(Fact fact) {
    var id = fact.id();
    return switch (id.kind()) {
      case CONSTRAINT -> "CONSTRAINT " + own(fact) + " ON " + holder(parent(fact));
      case TRIGGER, RULE, POLICY -> word(id.kind()) + " " + own(fact) + " ON " + name(parent(fact));
      case CAST -> "CAST (" + id.identity().replaceFirst(" as ", " AS ") + ")";
      case TRANSFORM -> "TRANSFORM " + id.identity();
      case AGGREGATE -> "AGGREGATE " + id.identity().replaceFirst("\\(\\)$", "(*)");
      default -> word(id.kind()) + " " + name(fact);
    };
  }

  /** Without its kind; an index and a sequence are known by others and have a name of their own. */
  static String name(Fact fact) {
    return switch (fact.id().kind()) {
      case INDEX -> index(fact);
      case SEQUENCE -> fact.attributes().getOrDefault("name", fact.id().identity());
      default -> fact.id().identity();
    };
  }

  /** The name by which something is known within its table. */
  static String own(Fact fact) {
    var id = fact.id();
    return switch (id.kind()) {
      case COLUMN -> id.identity().substring(parent(fact).identity().length() + 1);
      case CONSTRAINT -> fact.attributes().getOrDefault("name", before(fact));
      case TRIGGER, RULE, POLICY -> before(fact);
      default -> Sql.last(name(fact));
    };
  }

  /** Kind and name of what holds columns or constraints, as ALTER wants it. */
  static String alter(ObjectId holder) {
    return "ALTER " + word(holder.kind()) + " " + holder.identity();
  }

  /** The object around. */
  static ObjectId parent(Fact fact) {
    return Objects.requireNonNull(fact.parent(), () -> fact.id() + " belongs to nothing");
  }

  /** The word that stands before a name in SQL. */
  static String word(Kind kind) {
    return switch (kind) {
      case ENUM, COMPOSITE_TYPE, RANGE, BASE_TYPE -> "TYPE";
      case FOREIGN_DATA_WRAPPER -> "FOREIGN DATA WRAPPER";
      case SERVER -> "SERVER";
      case STATISTICS -> "STATISTICS";
      default -> kind.word().toUpperCase(Locale.ROOT);
    };
  }

  private static String name(ObjectId holder) {
    return holder.identity();
  }

  private static String holder(ObjectId holder) {
    return holder.kind() == Kind.DOMAIN ? "DOMAIN " + holder.identity() : holder.identity();
  }

  private static String before(Fact fact) {
    var identity = fact.id().identity();
    var rest = " on " + parent(fact).identity();
    var end = identity.endsWith(rest + INHERITED) ? rest + INHERITED : rest;
    return identity.substring(0, identity.length() - end.length());
  }

  private static String index(Fact fact) {
    var name = fact.attributes().get("name");
    return name == null ? fact.id().identity() : Sql.first(parent(fact).identity()) + "." + name;
  }
}
