package dev.lockgate.core.schema.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Pairs of parts, readable from both ends in a fixed order. */
final class Relation {
  private final Map<PartId, Set<PartId>> forth = new HashMap<>();
  private final Map<PartId, Set<PartId>> back = new HashMap<>();

  void add(PartId from, PartId to) {
    if (!from.equals(to)) {
      forth.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
      back.computeIfAbsent(to, _ -> new TreeSet<>()).add(from);
    }
  }

  Set<PartId> of(PartId from) {
    return forth.getOrDefault(from, Set.of());
  }

  Set<PartId> to(PartId to) {
    return back.getOrDefault(to, Set.of());
  }

  boolean holds(PartId from, PartId to) {
    return of(from).contains(to);
  }

  static Set<PartId> union(Set<PartId> some, Set<PartId> others) {
    if (others.isEmpty()) {
      return some;
    }
    var all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }
}
