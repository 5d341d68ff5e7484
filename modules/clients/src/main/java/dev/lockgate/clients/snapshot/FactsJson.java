package dev.lockgate.clients.snapshot;

import dev.lockgate.core.schema.Dependencies;
import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A snapshot as lists, since the key of a map in JSON is one text. */
record FactsJson(
    List<One> facts, List<Needs> dependencies, SortedMap<String, Long> unmodelled, boolean steady) {
  /** One fact. */
  record One(
      Kind kind,
      String identity,
      Optional<ObjectId> parent,
      SortedMap<String, String> attributes,
      SortedMap<String, String> raw) {
    static One of(Fact fact) {
      return new One(
          fact.id().kind(),
          fact.id().identity(),
          Optional.ofNullable(fact.parent()),
          fact.attributes(),
          fact.raw());
    }

    Fact fact() {
      return new Fact(new ObjectId(kind, identity), parent.orElse(null), attributes, raw);
    }
  }

  /** What one object needs. */
  record Needs(Kind kind, String identity, List<ObjectId> needs) {
    static Needs of(Map.Entry<ObjectId, List<ObjectId>> entry) {
      return new Needs(entry.getKey().kind(), entry.getKey().identity(), entry.getValue());
    }
  }

  static FactsJson of(SchemaSnapshot snapshot) {
    return new FactsJson(
        snapshot.facts().values().stream().map(One::of).toList(),
        snapshot.dependencies().all().entrySet().stream().map(Needs::of).toList(),
        snapshot.unmodelled(),
        snapshot.steady());
  }

  SchemaSnapshot snapshot() {
    var needs =
        dependencies.stream()
            .collect(Collectors.toMap(it -> new ObjectId(it.kind(), it.identity()), Needs::needs));
    return SchemaSnapshot.of(facts.stream().map(One::fact).toList(), unmodelled, steady)
        .with(new Dependencies(needs));
  }
}
