package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.plan.Node.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Which steps happen as a part of another: a column comes and goes with its table. */
final class Boarding {
  private final Context context;
  private final Map<Node, Node> hosts = new HashMap<>();

  Boarding(Context context) {
    this.context = context;
  }

  void find() {
    context
        .states()
        .forEach((id, state) -> {
          if (state.ends()) {
            host(id, Step.DROP);
          }
          if (state.begins()) {
            host(id, Step.CREATE);
          }
        });
    hosts.keySet().stream()
        .filter(node -> node.step() == Step.CREATE)
        .forEach(node ->
            context
                .inline()
                .computeIfAbsent(of(node).part(), _ -> new TreeSet<>())
                .add(node.part()));
  }

  /** The step that a step happens in: itself, or the outermost host. */
  Node of(Node node) {
    var at = node;
    var seen = new HashSet<Node>();
    while (hosts.containsKey(at) && seen.add(at)) {
      at = Objects.requireNonNull(hosts.get(at));
    }
    return at;
  }

  boolean isHost(Node node) {
    return !hosts.containsKey(node);
  }

  private void host(PartId id, Step step) {
    var side = step == Step.DROP ? context.before() : context.after();
    for (var candidate : candidates(id, step, side)) {
      var goes = step == Step.DROP ? context.ends(candidate) : context.begins(candidate);
      if (goes && !needsAroundAbout(id, outermost(candidate, step), side)) {
        hosts.put(new Node(id, step), new Node(candidate, step));
        return;
      }
    }
  }

  /** The table, where the column that is the host comes or goes with it. */
  private PartId outermost(PartId host, Step step) {
    var side = step == Step.DROP ? context.before() : context.after();
    var part = Objects.requireNonNull(side.part(host));
    if (!host.is(Kind.COLUMN)) {
      return host;
    }
    var table = PartId.itself(part.parent());
    var goes = step == Step.DROP ? context.ends(table) : context.begins(table);
    return goes ? table : host;
  }

  private List<PartId> candidates(PartId id, Step step, Side side) {
    var part = Objects.requireNonNull(side.part(id));
    var rule = Rules.of(id);
    return step == Step.DROP ? rule.goesWith(part, context) : rule.madeWith(part, context);
  }

  /** Whether something outside the host that the part needs cannot be without the host. */
  private boolean needsAroundAbout(PartId id, PartId host, Side side) {
    if ((id.aspect() != Aspect.DEFAULT && id.aspect() != Aspect.ITSELF) || id.is(Kind.COLUMN)) {
      return false;
    }
    var seen = new HashSet<PartId>();
    return side.needs().of(id).stream()
        .filter(need -> !within(need, host, side))
        .anyMatch(need -> reaches(need, host, side, seen));
  }

  private boolean reaches(PartId from, PartId host, Side side, Set<PartId> seen) {
    if (!seen.add(from) || context.state(from) == State.SAME) {
      return false;
    }
    return side.needs().of(from).stream()
        .anyMatch(need -> within(need, host, side) || reaches(need, host, side, seen));
  }

  private static boolean within(PartId id, PartId host, Side side) {
    var fact = side.facts().get(id.object());
    return id.object().equals(host.object())
        || (fact != null && host.object().equals(fact.parent()));
  }
}
