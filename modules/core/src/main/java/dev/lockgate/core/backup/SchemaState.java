package dev.lockgate.core.backup;

import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schema of a database as digests: what two databases are compared by when only the manifest of
 * one of them is at hand.
 *
 * @param digest sha256 over all objects
 * @param objects the beginning of a sha256 for each object with all that belongs to it, by kind and
 *     name, so that a difference can be named
 * @param steady whether nothing changed the catalog while it was read
 */
public record SchemaState(String digest, SortedMap<String, String> objects, boolean steady) {
  private static final int DIGITS = 16;

  public SchemaState {
    objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
  }

  /** The state of a snapshot. */
  public static SchemaState of(SchemaSnapshot snapshot) {
    var objects = new TreeMap<String, String>();
    snapshot
        .objectDigests()
        .forEach((id, digest) -> objects.put(id.toString(), digest.substring(0, DIGITS)));
    return new SchemaState(snapshot.digest(), objects, snapshot.steady());
  }
}
