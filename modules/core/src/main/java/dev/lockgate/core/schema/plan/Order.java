package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.plan.Node.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Puts the steps in an order: the old side decides about drops, the new side about what is created,
 * and what an alteration needs is there before it and goes after it.
 */
final class Order {
  private final Context context;
  private final Boarding boarding;
  private final List<Spread.GivesWay> pairs;
  private final Heirs heirs;
  private final Graph graph;

  Order(Context context, Boarding boarding, List<Spread.GivesWay> pairs) {
    this.context = context;
    this.boarding = boarding;
    this.pairs = pairs;
    this.heirs = new Heirs(context);
    this.graph = new Graph(nodes());
  }

  Graph.Sorted sorted() {
    context.states().forEach(this::edges);
    for (var pair : pairs) {
      order(new Node(pair.rebuilt(), Step.DROP), new Node(pair.altered(), Step.ALTER));
      order(new Node(pair.altered(), Step.ALTER), new Node(pair.rebuilt(), Step.CREATE));
    }
    freeNames();
    loggedKeys();
    return graph.sorted();
  }

  private List<Node> nodes() {
    var nodes = new ArrayList<Node>();
    context
        .states()
        .forEach((id, state) -> {
          for (var step : Planner.steps(state)) {
            var node = new Node(id, step);
            if (boarding.isHost(node)) {
              nodes.add(node);
            }
          }
        });
    return nodes;
  }

  private void edges(PartId id, State state) {
    switch (state) {
      case DROPPED -> drop(id);
      case CREATED -> created(id);
      case ALTERED -> {
        comes(id, Step.ALTER);
        for (var need : context.before().before(id)) {
          if (!mayGoBefore(id, need)) {
            order(new Node(id, Step.ALTER), new Node(need, Step.DROP));
          }
          if (!context.after().needs().holds(id, need)) {
            leavesBefore(new Node(id, Step.ALTER), need);
          }
        }
      }
      case REBUILT -> {
        drop(id);
        created(id);
        order(new Node(id, Step.DROP), new Node(id, Step.CREATE));
      }
      case SAME -> {}
    }
  }

  /** What only follows something, and finds it again where it is made anew. */
  private boolean mayGoBefore(PartId id, PartId need) {
    return !context.before().needs().holds(id, need)
        && (context.state(need) == State.REBUILT
            || (need.is(Kind.COLUMN) && Columns.isAttribute(context.before().part(need))));
  }

  private void created(PartId id) {
    comes(id, Step.CREATE);
    if (id.is(Kind.CONSTRAINT)) {
      callsBefore(id);
    }
  }

  /** What does not hold a type any longer lets it go before another type takes its place. */
  private void leavesBefore(Node node, PartId type) {
    exchange(type.object()).forEach(exchange -> order(node, exchange));
  }

  /** Where a new type is put in the place of another: one of these is a step. */
  private Stream<Node> exchange(ObjectId type) {
    var root = context.exchanged().get(type);
    return root == null
        ? Stream.empty()
        : Stream.concat(Stream.of(root), context.before().contents(root).stream().map(Fact::id))
            .map(part -> new Node(PartId.itself(part), Step.ALTER));
  }

  /** What a check calls is there before the domain that is made with the check. */
  private void callsBefore(PartId check) {
    var part = Objects.requireNonNull(context.after().part(check));
    if (part.parent().kind() == Kind.DOMAIN && DomainRule.isMadeWith(part, context)) {
      for (var need : context.after().needs().of(check)) {
        exchange(part.parent()).forEach(exchange -> order(new Node(need, Step.CREATE), exchange));
      }
    }
  }

  private void drop(PartId id) {
    for (var need : context.before().before(id)) {
      leavesBefore(new Node(id, Step.DROP), need);
      if (heirs.isHeir(id, need, context.before()) && context.ends(need)) {
        order(new Node(need, Step.DROP), new Node(id, Step.DROP));
        continue;
      }
      order(new Node(id, Step.DROP), new Node(need, Step.DROP));
      if (id.is(Kind.COLUMN) && isAlone("of type", need, context.before(), context.after())) {
        order(new Node(need, Step.ALTER), new Node(id, Step.DROP));
      } else if (id.aspect() != Aspect.OWNED_BY || becomesIdentity(need)) {
        order(new Node(id, Step.DROP), new Node(need, Step.ALTER));
      }
    }
    if (id.aspect() == Aspect.MEMBERSHIP && context.stays(PartId.itself(id.object()))) {
      foreignKeys(id)
          .filter(key -> !goesWithParents(key, id.object()))
          .forEach(key -> order(new Node(id, Step.DROP), new Node(PartId.itself(key), Step.DROP)));
    }
  }

  /**
   * Whether a table is altered after its columns: it is of a type once they are those of the type,
   * and has options for what is stored beside it once there is something that may be.
   */
  private boolean waitsForColumns(PartId table) {
    return isAlone("of type", table, context.after(), context.before())
        || isAlone("toast options", table, context.after(), context.before());
  }

  private static boolean isAlone(String attribute, PartId table, Side one, Side other) {
    var here = one.part(table);
    var there = other.part(table);
    return table.is(Kind.TABLE)
        && here != null
        && there != null
        && here.has(attribute)
        && !there.has(attribute);
  }

  /** The sequence that a column had may have the name that the one of its identity takes. */
  private boolean becomesIdentity(PartId column) {
    var after = context.after().part(column);
    return after != null && after.has("generated as identity");
  }

  /** A foreign key that a partition has from its parent and does not keep goes with that one. */
  private boolean goesWithParents(ObjectId key, ObjectId partition) {
    return context.before().needs().to(PartId.itself(key)).stream()
        .map(own -> context.before().part(own))
        .anyMatch(own ->
            own != null
                && partition.equals(own.fact().parent())
                && ConstraintRule.goesWithParents(own, context));
  }

  /** A partition that leaves keeps the foreign keys of its parent, as long as they are there. */
  private Stream<ObjectId> foreignKeys(PartId membership) {
    var table = Objects.requireNonNull(context.before().facts().get(membership.object()));
    return Tables.parents(table).stream()
        .flatMap(parent -> context.before().contents(parent).stream())
        .filter(Edges::isForeignKey)
        .map(Fact::id);
  }

  private void comes(PartId id, Step step) {
    if (id.aspect() == Aspect.MEMBERSHIP) {
      withoutPart(id.object())
          .forEach(index -> order(new Node(id, step), new Node(index, Step.CREATE)));
    }
    for (var need : context.after().before(id)) {
      if (heirs.isHeir(id, need, context.after()) && context.begins(need)) {
        order(new Node(id, step), new Node(need, Step.CREATE));
        continue;
      }
      order(new Node(need, Step.CREATE), new Node(id, step));
      if (id.is(Kind.COLUMN) && waitsForColumns(need)) {
        order(new Node(id, step), new Node(need, Step.ALTER));
      } else if (!isIndifferent(id, step, need)) {
        order(new Node(need, Step.ALTER), new Node(id, step));
      }
    }
  }

  /** Indexes of which a partition that joined after them would be given a part. */
  private Stream<PartId> withoutPart(ObjectId partition) {
    var table = Objects.requireNonNull(context.after().facts().get(partition));
    return Tables.parents(table).stream()
        .flatMap(parent -> context.after().contents(parent).stream())
        .filter(fact -> Tables.lacksPart(partition, fact, context.after()))
        .map(fact -> PartId.itself(fact.id()));
  }

  /** A view that is replaced in place does not care for what becomes of a column but its type. */
  private boolean isIndifferent(PartId id, Step step, PartId need) {
    return step == Step.ALTER
        && id.is(Kind.VIEW)
        && need.is(Kind.COLUMN)
        && !Columns.isAttribute(context.after().part(need));
  }

  /** What takes a name that something else still has waits until it is free. */
  private void freeNames() {
    var taken = new HashMap<String, List<Node>>();
    each(
        Step.DROP,
        context.before(),
        (name, node) -> taken.computeIfAbsent(name, _ -> new ArrayList<>()).add(node));
    each(
        Step.CREATE,
        context.after(),
        (name, node) -> taken.getOrDefault(name, List.of()).forEach(gone -> order(gone, node)));
  }

  private void each(Step step, Side side, BiConsumer<String, Node> action) {
    context
        .states()
        .forEach((id, state) -> {
          if (Planner.steps(state).contains(step) && id.aspect() == Aspect.ITSELF) {
            name(Objects.requireNonNull(side.part(id)), side)
                .forEach(name -> action.accept(name, new Node(id, step)));
          }
        });
  }

  /** A table that is logged refers to logged ones alone. */
  private void loggedKeys() {
    for (var foreignKey : context.after().parts().values()) {
      if (!foreignKey.id().is(Kind.CONSTRAINT) || !Edges.isForeignKey(foreignKey.fact())) {
        continue;
      }
      var table = PartId.itself(foreignKey.parent());
      for (var need : context.after().needs().of(foreignKey.id())) {
        var target = need.is(Kind.INDEX) ? context.after().facts().get(need.object()) : null;
        if (target != null && changesLogging(table)) {
          var other = PartId.itself(Names.parent(target));
          var unlogged = context.after().facts().get(table.object());
          var first = Tables.isUnlogged(Objects.requireNonNull(unlogged)) ? table : other;
          order(
              new Node(first, Step.ALTER),
              new Node(first.equals(table) ? other : table, Step.ALTER));
        }
      }
    }
  }

  private boolean changesLogging(PartId table) {
    var before = context.before().part(table);
    var after = context.after().part(table);
    return before != null && after != null && before.has("persistence") != after.has("persistence");
  }

  /** Names share a space where two objects cannot have the same. */
  private static List<String> name(Part part, Side side) {
    var fact = part.fact();
    return switch (fact.id().kind()) {
      case TABLE,
          FOREIGN_TABLE,
          VIEW,
          MATERIALIZED_VIEW,
          INDEX,
          SEQUENCE,
          COMPOSITE_TYPE,
          ENUM,
          DOMAIN,
          RANGE,
          BASE_TYPE ->
          List.of("relation " + Names.name(fact));
      case FUNCTION, PROCEDURE, AGGREGATE -> List.of("routine " + fact.id().identity());
      case CONSTRAINT -> {
        var names = new ArrayList<>(below("constraint ", part, part.parent(), isCheck(part), side));
        names.add(
            "relation "
                + Sql.first(Names.parent(fact).identity())
                + "."
                + (isKey(part) ? Names.own(fact) : ""));
        yield names;
      }
      case TRIGGER ->
          part.raw("inherited").isEmpty()
              ? below("trigger ", part, part.parent(), true, side)
              : List.of();
      default -> List.of();
    };
  }

  private static boolean isKey(Part part) {
    return !isCheck(part) && !part.get("definition", "").startsWith("FOREIGN KEY");
  }

  private static boolean isCheck(Part part) {
    return part.get("definition", "").startsWith("CHECK");
  }

  /** A trigger takes its name on all partitions, too, and a check on all children. */
  private static List<String> below(
      String word, Part part, ObjectId table, boolean handedDown, Side side) {
    var names = new ArrayList<String>();
    names.add(word + Names.own(part.fact()) + " on " + table);
    if (handedDown) {
      Tables.children(table, side)
          .forEach(child -> names.addAll(below(word, part, child.id(), true, side)));
    }
    return names;
  }

  private void order(Node first, Node second) {
    graph.order(boarding.of(first), boarding.of(second));
  }
}
