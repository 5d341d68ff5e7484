package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.plan.Node.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Chooses what becomes of each part, spreads it to what depends on it, and writes it in order. */
final class Planner {
  private final Context context;
  private final Map<PartId, Change.Alter> alterations = new TreeMap<>();
  private final List<Unwritten> unwritten = new ArrayList<>();

  private Planner(Context context) {
    this.context = context;
  }

  static SchemaPlan plan(SchemaSnapshot before, SchemaSnapshot after, Applier applier) {
    var sides = Standalone.both(before, after);
    var context =
        new Context(
            Pieces.of(sides.getFirst()),
            Pieces.of(sides.getLast()),
            applier,
            new TreeMap<>(),
            new HashMap<>(),
            new TreeMap<>());
    return new Planner(context).plan();
  }

  private SchemaPlan plan() {
    choose();
    var pairs = new Spread(context, alterations).run();
    var hosts = new Boarding(context);
    hosts.find();
    var sorted = new Order(context, hosts, pairs).sorted();
    for (var node : sorted.circle()) {
      unwritten.add(
          new Unwritten(
              node.part().object(),
              "its place in the order could not be settled, which is a defect of Lockgate"));
    }
    var statements = new ArrayList<SqlStatement>();
    for (var node : sorted.nodes()) {
      statements.addAll(write(node));
    }
    return new SchemaPlan(statements, unwritten);
  }

  private void choose() {
    var ids = new TreeSet<>(context.before().parts().keySet());
    ids.addAll(context.after().parts().keySet());
    for (var id : ids) {
      var before = context.before().part(id);
      var after = context.after().part(id);
      if (before == null) {
        context.states().put(id, State.CREATED);
      } else if (after == null) {
        context.states().put(id, State.DROPPED);
      } else if (movesAway(before, after) || comesOtherwise(before, after)) {
        context.states().put(id, State.REBUILT);
      } else if (!before.attributes().equals(after.attributes())) {
        choose(before, after);
      }
    }
    ids.stream().filter(id -> id.is(Kind.DOMAIN)).forEach(this::chooseAgain);
  }

  /** A domain whose constraints change may have to give way as a whole. */
  private void chooseAgain(PartId domain) {
    var before = context.before().part(domain);
    var after = context.after().part(domain);
    if (before != null
        && after != null
        && context.stays(domain)
        && !context.exchanged().containsKey(domain.object())
        && DomainRule.isExchanged(before, after, context)) {
      choose(before, after);
    }
  }

  /** Whether what it belongs to is gone, and something else has taken the name. */
  private boolean movesAway(Part before, Part after) {
    var parent = before.fact().parent();
    return parent != null
        && before.kind() != Kind.SEQUENCE
        && !parent.equals(after.fact().parent())
        && !context.after().facts().containsKey(parent);
  }

  /** An index that is a key's on one side alone, a trigger that is a parent's. */
  private static boolean comesOtherwise(Part before, Part after) {
    return before.id().aspect() == Aspect.ITSELF
        && (before.raw("constraint").isEmpty() != after.raw("constraint").isEmpty()
            || !before.raw("inherited").equals(after.raw("inherited")));
  }

  private void choose(Part before, Part after) {
    switch (Rules.of(after.id()).change(before, after, context)) {
      case Change.Alter alter -> {
        alterations.put(after.id(), alter);
        context.states().putIfAbsent(after.id(), State.ALTERED);
      }
      case Change.Replace(var what) -> {
        context.states().put(what, State.REBUILT);
      }
      case Change.NoSql(var why) -> unwritten.add(new Unwritten(after.object(), why));
    }
  }

  private List<SqlStatement> write(Node node) {
    var id = node.part();
    var rule = Rules.of(id);
    return switch (node.step()) {
      case DROP -> rule.drop(Objects.requireNonNull(context.before().part(id)), context);
      case CREATE -> rule.create(Objects.requireNonNull(context.after().part(id)), context);
      case ALTER -> alter(id, rule);
    };
  }

  /** Chosen anew: only now it is known what becomes of everything else. */
  private List<SqlStatement> alter(PartId id, Rule rule) {
    var before = Objects.requireNonNull(context.before().part(id));
    var after = Objects.requireNonNull(context.after().part(id));
    if (!context.exchanged().getOrDefault(id.object(), id.object()).equals(id.object())
        && id.aspect() == Aspect.ITSELF) {
      return List.of();
    }
    return rule.change(before, after, context) instanceof Change.Alter(var statements, _, _)
        ? statements
        : Objects.requireNonNull(alterations.get(id)).statements();
  }

  /** The step that does what the state says, for each part that has one. */
  static List<Step> steps(State state) {
    return switch (state) {
      case SAME -> List.of();
      case CREATED -> List.of(Step.CREATE);
      case DROPPED -> List.of(Step.DROP);
      case ALTERED -> List.of(Step.ALTER);
      case REBUILT -> List.of(Step.DROP, Step.CREATE);
    };
  }
}
