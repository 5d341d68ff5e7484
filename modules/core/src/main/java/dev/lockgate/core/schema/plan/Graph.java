package dev.lockgate.core.schema.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Steps and which of them stands before which; the order is the same at every run. */
final class Graph {
  private final Map<Node, Set<Node>> after = new TreeMap<>();
  private final Map<Node, Integer> waitsFor = new HashMap<>();

  /**
   * A sorted graph.
   *
   * @param nodes every step once
   * @param circle steps at which a circle had to be cut; a rule that leads here is wrong
   */
  record Sorted(List<Node> nodes, Set<Node> circle) {}

  Graph(Collection<Node> nodes) {
    nodes.forEach(node -> {
      after.put(node, new TreeSet<>());
      waitsFor.put(node, 0);
    });
  }

  void order(Node first, Node second) {
    var later = after.get(first);
    if (later != null && after.containsKey(second) && !first.equals(second) && later.add(second)) {
      waitsFor.merge(second, 1, Integer::sum);
    }
  }

  /** Takes what is ready, smallest first; out of a circle it takes the smallest anyway. */
  Sorted sorted() {
    var ready = new TreeSet<Node>();
    var waiting = new TreeSet<>(after.keySet());
    waiting.stream().filter(node -> waits(node) == 0).forEach(ready::add);
    var sorted = new ArrayList<Node>();
    var circle = new TreeSet<Node>();
    while (!waiting.isEmpty()) {
      var next = ready.isEmpty() ? waiting.first() : ready.first();
      if (ready.isEmpty()) {
        circle.add(next);
      }
      ready.remove(next);
      waiting.remove(next);
      sorted.add(next);
      for (var later : Objects.requireNonNull(after.get(next))) {
        if (waitsFor.merge(later, -1, Integer::sum) == 0 && waiting.contains(later)) {
          ready.add(later);
        }
      }
    }
    return new Sorted(sorted, circle);
  }

  private int waits(Node node) {
    return Objects.requireNonNull(waitsFor.get(node));
  }
}
