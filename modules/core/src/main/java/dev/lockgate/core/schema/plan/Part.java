package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object on one side.
 *
 * @param fact the whole object
 * @param attributes those of the fact that belong to this part and count
 */
record Part(PartId id, Fact fact, SortedMap<String, String> attributes) {
  Part {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  static Part of(Fact fact, Aspect aspect, Map<String, String> attributes) {
    return new Part(new PartId(fact.id(), aspect), fact, new TreeMap<>(attributes));
  }

  ObjectId object() {
    return fact.id();
  }

  Kind kind() {
    return fact.id().kind();
  }

  /** The value of an attribute of the whole object; null when it has none. */
  @Nullable String get(String attribute) {
    return fact.attributes().get(attribute);
  }

  String get(String attribute, String otherwise) {
    return Objects.requireNonNullElse(get(attribute), otherwise);
  }

  boolean has(String attribute) {
    return get(attribute) != null;
  }

  /** What is not compared and only needed to write SQL; empty when there is none. */
  String raw(String name) {
    return fact.raw().getOrDefault(name, "");
  }

  /** The object that this one belongs to. */
  ObjectId parent() {
    return Objects.requireNonNull(fact.parent(), () -> fact.id() + " belongs to nothing");
  }

  /** Names of the attributes in which two states of this part differ. */
  SortedMap<String, String> changes(Part after) {
    var names = new TreeSet<>(attributes.keySet());
    names.addAll(after.attributes.keySet());
    var changed = new TreeMap<String, String>();
    for (var name : names) {
      var now = after.attributes.get(name);
      if (!Objects.equals(attributes.get(name), now)) {
        changed.put(name, Objects.requireNonNullElse(now, ""));
      }
    }
    return changed;
  }
}
