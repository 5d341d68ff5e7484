package dev.lockgate.core.schema;

/**
 * What makes an object the same object on both sides of a comparison.
 *
 * @param kind what it is
 * @param identity its name as SQL writes it, quoted where needed and with its schema, such as
 *     {@code app.orders} or {@code app.total(integer)}
 */
public record ObjectId(Kind kind, String identity) implements Comparable<ObjectId> {
  @Override
  public int compareTo(ObjectId other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : identity.compareTo(other.identity);
  }

  /** In words, such as {@code table app.orders}. */
  @Override
  public String toString() {
    return kind.word() + " " + identity;
  }
}
