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

    // written out, since those of a record are slow until they are compiled

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Address same
          && oid == same.oid
          && part == same.part
          && catalog.equals(same.catalog);
    }

    @Override
    public int hashCode() {
      return (31 * catalog.hashCode() + Long.hashCode(oid)) * 31 + part;
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
      int from = 0;
      for (int end = places.indexOf(' '); end >= 0; end = places.indexOf(' ', from)) {
        objects.putIfAbsent(parse(places, from, end), object);
        from = end + 1;
      }
      objects.putIfAbsent(parse(places, from, places.length()), object);
    }
  }

  private Address parse(String places, int from, int end) {
    int oid = places.indexOf('/', from) + 1;
    int slash = places.indexOf('/', oid);
    boolean whole = slash < 0 || slash > end;
    return at(
        places.substring(from, oid - 1),
        Long.parseLong(places, oid, whole ? end : slash, 10),
        whole ? 0 : Integer.parseInt(places, slash + 1, end, 10));
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
