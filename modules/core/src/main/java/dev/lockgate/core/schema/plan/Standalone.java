package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Dependencies;
import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gives the keys and indexes of a partition that joins or leaves its parent the identity they have
 * alone. They are made before it joins, and stay when it leaves, so on both sides they are objects
 * of the partition and not of the parent.
 */
final class Standalone {
  private static final String IDENTITY = "generated as identity";
  private static final String AS_A_PART = "as a part";

  private final Map<ObjectId, ObjectId> names = new HashMap<>();

  /**
   * Columns that have their numbers from the parent, and none of their own while they are alone.
   */
  private final Set<ObjectId> identities = new HashSet<>();

  private Standalone() {}

  /** The two snapshots with the names that they have while partitions come and go. */
  static List<SchemaSnapshot> both(SchemaSnapshot before, SchemaSnapshot after) {
    var moving = moving(before, after);
    if (moving.isEmpty()) {
      return List.of(before, after);
    }
    return List.of(alone(before, moving), alone(after, moving));
  }

  private static Set<ObjectId> moving(SchemaSnapshot before, SchemaSnapshot after) {
    var tables = new HashSet<ObjectId>();
    for (var snapshot : List.of(before, after)) {
      for (var fact : snapshot.facts().values()) {
        if (fact.attributes().containsKey("partition bound")
            && after.find(fact.id()).isPresent()
            && !Objects.equals(parents(before, fact), parents(after, fact))) {
          tables.add(fact.id());
        }
      }
    }
    return tables;
  }

  private static String parents(SchemaSnapshot snapshot, Fact table) {
    return snapshot
        .find(table.id())
        .map(fact -> fact.attributes().getOrDefault("inherits", ""))
        .orElse("");
  }

  private static SchemaSnapshot alone(SchemaSnapshot snapshot, Set<ObjectId> moving) {
    var standalone = new Standalone();
    for (var fact : snapshot.facts().values()) {
      if (moving.contains(fact.parent())) {
        standalone.name(fact);
      }
    }
    standalone.identities.removeIf(column ->
        snapshot
            .facts()
            .containsKey(new ObjectId(Kind.SEQUENCE, "identity of " + column.identity())));
    var facts = new TreeMap<ObjectId, Fact>();
    snapshot
        .facts()
        .values()
        .forEach(fact -> {
          var renamed = standalone.renamed(fact);
          facts.putIfAbsent(renamed.id(), renamed);
        });
    return new SchemaSnapshot(
        facts,
        snapshot.unmodelled(),
        snapshot.steady(),
        standalone.renamed(snapshot.dependencies()));
  }

  private void name(Fact fact) {
    var id = fact.id();
    if (id.kind() == Kind.INDEX && id.identity().startsWith("part of ")) {
      names.put(id, new ObjectId(Kind.INDEX, Names.name(fact)));
    } else if (id.kind() == Kind.COLUMN && fact.attributes().containsKey(IDENTITY)) {
      identities.add(id);
    } else if (id.kind() == Kind.CONSTRAINT && id.identity().endsWith(" (inherited)")) {
      names.put(
          id,
          new ObjectId(Kind.CONSTRAINT, Names.own(fact) + " on " + Names.parent(fact).identity()));
    }
  }

  private ObjectId now(ObjectId id) {
    return names.getOrDefault(id, id);
  }

  private Fact renamed(Fact fact) {
    var parent = fact.parent() == null ? null : now(fact.parent());
    if (identities.contains(fact.id())) {
      var plain = new TreeMap<>(fact.attributes());
      plain.remove(IDENTITY);
      return new Fact(fact.id(), parent, plain, fact.raw());
    }
    if (!names.containsKey(fact.id())) {
      return new Fact(fact.id(), parent, fact.attributes(), fact.raw());
    }
    var attributes = new TreeMap<>(fact.attributes());
    attributes.remove("name");
    attributes.remove("defined here");
    if (fact.raw().containsKey("statement")) {
      attributes.put("definition", Objects.requireNonNull(fact.raw().get("statement")));
    }
    var raw = new TreeMap<>(fact.raw());
    raw.put(AS_A_PART, fact.id().identity());
    return new Fact(now(fact.id()), parent, attributes, raw);
  }

  /** The identity of an index as a part of its parent's, also while it stands alone. */
  static String asPart(Fact index) {
    return index.raw().getOrDefault(AS_A_PART, index.id().identity());
  }

  /** What stands alone needs no parent. */
  private Dependencies renamed(Dependencies dependencies) {
    var renamed = new HashMap<ObjectId, Set<ObjectId>>();
    dependencies
        .all()
        .forEach((id, needs) -> {
          var kept = new ArrayList<>(needs);
          if (names.containsKey(id)) {
            kept.removeIf(need -> need.kind() == id.kind() && !names.containsKey(need));
          }
          renamed.put(now(id), new TreeSet<>(kept.stream().map(this::now).toList()));
        });
    return new Dependencies(renamed);
  }
}
