package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.ObjectId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which object stands where in the catalog. */
final class Addresses {
  private final Map<Address, ObjectId> objects = new HashMap<>();
  private final Map<Address, Address> wholes = new HashMap<>();

  /**
   * A place in the catalog.
   *
   * @param catalog such as {@code pg_class}
   * @param part number of a column, or 0 for the whole
   */
  record Address(String catalog, long oid, int part) {
    /** Reads {@code pg_class/16384} or {@code pg_class/16384/2}. */
    static Address parse(String text) {
      var parts = text.split("/", -1);
      var part = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
      return new Address(parts[0], Long.parseLong(parts[1]), part);
    }

    Address whole() {
      return new Address(catalog, oid, 0);
    }
  }

  /**
   * Learns where an object stands.
   *
   * @param places one or more with blanks between, null for what has none
   */
  void add(@Nullable String places, ObjectId object) {
    if (places != null) {
      for (var place : places.split(" ", -1)) {
        objects.putIfAbsent(Address.parse(place), object);
      }
    }
  }

  /** Learns that something without a fact of its own, such as an extension's member, is a part. */
  void addPart(Address part, Address whole) {
    wholes.putIfAbsent(part, whole);
  }

  /** The object that stands there, or that it is a part of; null for what no fact tells of. */
  @Nullable ObjectId find(Address address) {
    @Nullable Address at = address;
    for (int steps = 0; at != null && steps < 5; steps++) {
      var exact = objects.get(at);
      var found = exact != null ? exact : objects.get(at.whole());
      if (found != null) {
        return found;
      }
      at = wholes.get(at.whole());
    }
    return null;
  }
}
