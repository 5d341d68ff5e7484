package dev.lockgate.core.drift;

import dev.lockgate.core.snapshot.StoredSchema;

/** Files for later steps of the job; each is named as outputs name it. */
public interface DriftFiles {
  /** The schema snapshot, for the diffs of pull requests. */
  String schema(StoredSchema schema);

  /** A script under a name such as {@code revert.sql}, or in a folder of its own. */
  String sql(String name, String text);
}
