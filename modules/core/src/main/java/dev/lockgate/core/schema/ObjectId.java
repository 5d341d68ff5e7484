package dev.lockgate.core.schema;

import org.jspecify.annotations.Nullable;

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
    return kind == other.kind ? identity.compareTo(other.identity) : kind.compareTo(other.kind);
  }

  // written out, since those of a record are slow until they are compiled, and every map asks them

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof ObjectId same && kind == same.kind && identity.equals(same.identity));
  }

  @Override
  public int hashCode() {
    return 31 * identity.hashCode() + kind.hashCode();
  }

  /** In words, such as {@code table app.orders}. */
  @Override
  public String toString() {
    return kind.word() + " " + identity;
  }
}
