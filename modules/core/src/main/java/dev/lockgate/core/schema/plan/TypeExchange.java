package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts a new type or collation in the place of one that cannot be altered, and keeps every row: the
 * old one gives up its name, each column is converted, through its text where it is a type, and the
 * old one goes. Domains and composites that are built on it are exchanged along with it.
 */
final class TypeExchange {
  private static final Set<Kind> BUILT_ON =
      EnumSet.of(Kind.DOMAIN, Kind.COMPOSITE_TYPE, Kind.RANGE);
  private static final Set<Kind> HOLDS_ROWS =
      EnumSet.of(Kind.TABLE, Kind.FOREIGN_TABLE, Kind.SEQUENCE);
  private static final int LONGEST = 63;

  private final Context context;
  private final Set<ObjectId> types = new LinkedHashSet<>();

  private TypeExchange(Context context) {
    this.context = context;
  }

  static TypeExchange of(Part type, Context context) {
    var exchange = new TypeExchange(context);
    exchange.gather(type.object());
    return exchange;
  }

  /** A type before what is built on it. */
  private void gather(ObjectId type) {
    types.remove(type);
    types.add(type);
    for (var id : context.before().needs().to(PartId.itself(type))) {
      var holder = id.is(Kind.COLUMN) ? parent(id.object(), context.before()) : id.object();
      if (id.aspect() == Aspect.ITSELF
          && BUILT_ON.contains(holder.kind())
          && !holder.equals(type)) {
        gather(holder);
      }
    }
  }

  Change change() {
    if (types.stream().anyMatch(type -> !context.after().has(PartId.itself(type)))) {
      return new Change.Replace(PartId.itself(types.iterator().next()));
    }
    types.forEach(type ->
        context
            .exchanged()
            .merge(type, types.iterator().next(), (old, now) -> types.contains(old) ? now : old));
    remakeByKey();
    var columns = columns();
    var disturbed = new HashSet<PartId>();
    types.forEach(type -> disturbed.add(PartId.itself(type)));
    columns.forEach(column -> {
      var part = Objects.requireNonNull(context.before().part(PartId.itself(column.id())));
      disturbed.add(part.id());
      Columns.below(part, context.before()).forEach(child -> disturbed.add(child.id()));
    });
    return new Change.Alter(statements(columns), disturbed, this::givesWay);
  }

  /** Rows and what holds them stay; whatever else mentions the type is dropped and made anew. */
  private boolean givesWay(Part part) {
    return switch (part.id().aspect()) {
      case ITSELF ->
          part.kind() == Kind.COLUMN
              ? part.has("generated")
              : !HOLDS_ROWS.contains(part.kind()) && !types.contains(part.object());
      case DEFAULT -> true;
      case OWNER, GRANTS, COMMENT -> types.contains(part.object());
      case OWNED_BY, MEMBERSHIP, CLUSTER, REPLICA_IDENTITY -> false;
    };
  }

  private List<SqlStatement> statements(List<Fact> columns) {
    var statements = new ArrayList<SqlStatement>();
    types.forEach(type -> retire(type).forEach(statements::add));
    types.forEach(type -> statements.addAll(create(type)));
    columns.forEach(column -> statements.add(convert(column)));
    for (var type : new ArrayList<>(types).reversed()) {
      statements.add(
          SqlStatement.of(
              type,
              "DROP "
                  + Names.word(type.kind())
                  + " "
                  + schema(type)
                  + "."
                  + retired(type.identity())));
    }
    return statements;
  }

  /** A range also has a multirange, and a function that makes an empty one of no arguments. */
  private Stream<SqlStatement> retire(ObjectId type) {
    var multirange = before(type).attributes().get("multirange");
    var names = Stream.of(rename(type, Names.of(before(type)), type.identity()));
    return multirange == null
        ? names
        : Stream.concat(
            names,
            Stream.of("TYPE " + multirange, "FUNCTION " + multirange + "()")
                .map(what -> rename(type, what, multirange)));
  }

  private static SqlStatement rename(ObjectId type, String what, String name) {
    return SqlStatement.of(type, "ALTER " + what + " RENAME TO " + retired(name));
  }

  private List<SqlStatement> create(ObjectId type) {
    var part = Objects.requireNonNull(context.after().part(PartId.itself(type)));
    return Rules.of(part.id()).create(part, context);
  }

  /** A key of partitions keeps its type; the partitions leave while their table is made anew. */
  private void remakeByKey() {
    for (var type : types) {
      for (var id : context.before().needs().to(PartId.itself(type))) {
        var fact = context.before().facts().get(id.object());
        if (id.is(Kind.COLUMN) && fact != null && isKey(fact)) {
          var table = PartId.itself(Names.parent(fact));
          if (context.stays(table)) {
            context.states().put(table, State.REBUILT);
          }
        }
      }
    }
  }

  private boolean isKey(Fact column) {
    var table = context.before().part(PartId.itself(Names.parent(column)));
    return table != null && Sql.names(table.raw("partition columns")).contains(Names.own(column));
  }

  /** The columns of tables that have one of the types on both sides. */
  private List<Fact> columns() {
    var columns = new ArrayList<Fact>();
    var seen = new HashSet<ObjectId>();
    for (var type : types) {
      for (var id : context.before().needs().to(PartId.itself(type))) {
        var fact = context.before().facts().get(id.object());
        if (id.is(Kind.COLUMN) && fact != null && seen.add(id.object()) && isConverted(fact)) {
          columns.add(fact);
        }
      }
    }
    return columns;
  }

  private boolean isConverted(Fact column) {
    var id = PartId.itself(column.id());
    var after = context.after().part(id);
    return HOLDS_ROWS.contains(Names.parent(column).kind())
        && after != null
        && context.stays(id)
        && !column.attributes().containsKey("generated")
        && Objects.equals(column.attributes().get("type"), after.get("type"))
        && Objects.equals(column.attributes().get("collation"), after.get("collation"))
        && Tables.above(after, context.after()).noneMatch(above -> context.stays(above.id()));
  }

  private SqlStatement convert(Fact column) {
    var type = column.attributes().getOrDefault("type", "");
    var name = Names.own(column);
    var table = Names.parent(column);
    var text = type.endsWith("[]") ? "text[]" : "text";
    var collation = column.attributes().get("collation");
    var using =
        table.kind() == Kind.FOREIGN_TABLE || collation != null
            ? ""
            : " USING " + value(name, type).orElse(name + "::" + text + "::" + type);
    return SqlStatement.of(
            column.id(),
            Names.alter(table)
                + " ALTER COLUMN "
                + name
                + " TYPE "
                + type
                + (collation == null ? "" : " COLLATE " + collation)
                + using)
        .locking(Lock.ACCESS_EXCLUSIVE)
        .with(Trait.REWRITES);
  }

  /** A composite whose attributes changed is put together anew, attribute by attribute. */
  private Optional<String> value(String column, String type) {
    var composite = new ObjectId(Kind.COMPOSITE_TYPE, type);
    return types.contains(composite)
        ? Optional.of(CompositeRule.value(column, composite, types, context))
        : Optional.empty();
  }

  private Fact before(ObjectId type) {
    return Objects.requireNonNull(context.before().facts().get(type));
  }

  private static ObjectId parent(ObjectId column, Side side) {
    return Names.parent(Objects.requireNonNull(side.facts().get(column)));
  }

  private static String schema(ObjectId type) {
    return Sql.first(type.identity());
  }

  /** A name that nobody else will have; cut so that the server need not cut it. */
  private static String retired(String type) {
    var name = Sql.unquoted(Sql.last(type)) + " (retired)";
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      end--;
    }
    return Sql.quoted(name.substring(0, end));
  }
}
