package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.ObjectId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which object stands where in the catalog. */
final class Addresses {
  private final Map<Address, ObjectId> objects = new HashMap<>();
  private final Map<Address, Address> wholes = new HashMap<>();
  private final Map<String, String> catalogs = new HashMap<>();

  /**
   * A place in the catalog.
   *
   * @param catalog such as {@code pg_class}
   * @param part number of a column, or 0 for the whole
   */
  record Address(String catalog, long oid, int part) {
    Address whole() {
      return part == 0 ? this : new Address(catalog, oid, 0);
    }
  }

  /** An address whose catalog is one text for all, so that a large schema stays small. */
  Address at(String catalog, long oid, int part) {
    return new Address(catalogs.computeIfAbsent(catalog, name -> name), oid, part);
  }

  /**
   * Learns where an object stands.
   *
   * @param places one or more with blanks between, such as {@code pg_class/16384} or {@code
   *     pg_class/16384/2}; null for what has none
   */
  void add(@Nullable String places, ObjectId object) {
    if (places != null) {
      for (var place : places.split(" ", -1)) {
        objects.putIfAbsent(parse(place), object);
      }
    }
  }

  private Address parse(String place) {
    var parts = place.split("/", -1);
    int part = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
    return at(parts[0], Long.parseLong(parts[1]), part);
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
      var found = exact != null || at.part() == 0 ? exact : objects.get(at.whole());
      if (found != null) {
        return found;
      }
      at = wholes.get(at.whole());
    }
    return null;
  }
}
