package dev.lockgate.postgres.backup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a dump takes and how long it waits.
 *
 * @param schemas the schemas to dump; empty for the whole database
 * @param hashUpTo databases of at most that many bytes get the texts of their rows added up, table
 *     by table
 * @param lockWait how long to wait for the lock on each table
 * @param deadline how long the whole dump may take
 * @param snapshot exported by another session, when that one's view is wanted
 */
public record DumpOptions(
    List<String> schemas,
    long hashUpTo,
    Duration lockWait,
    Duration deadline,
    Optional<String> snapshot) {
  public DumpOptions {
    schemas = List.copyOf(schemas);
  }

  /** A snapshot of its own. */
  public DumpOptions(List<String> schemas, long hashUpTo, Duration lockWait, Duration deadline) {
    this(schemas, hashUpTo, lockWait, deadline, Optional.empty());
  }

  /** The same, from what another session sees. */
  public DumpOptions from(String exported) {
    return new DumpOptions(schemas, hashUpTo, lockWait, deadline, Optional.of(exported));
  }

  /** The whole database, counted and not hashed. */
  public static DumpOptions whole(Duration lockWait, Duration deadline) {
    return new DumpOptions(List.of(), -1, lockWait, deadline);
  }
}
