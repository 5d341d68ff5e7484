package dev.lockgate.postgres.backup;

import java.time.Duration;
import java.util.List;

/**
 * What a dump takes and how long it waits.
 *
 * @param schemas the schemas to dump; empty for the whole database
 * @param hashes whether the texts of all rows are added up, table by table
 * @param lockWait how long to wait for the lock on each table
 * @param deadline how long the whole dump may take
 */
public record DumpOptions(
    List<String> schemas, boolean hashes, Duration lockWait, Duration deadline) {
  public DumpOptions {
    schemas = List.copyOf(schemas);
  }

  /** The whole database, counted and not hashed. */
  public static DumpOptions whole(Duration lockWait, Duration deadline) {
    return new DumpOptions(List.of(), false, lockWait, deadline);
  }
}
