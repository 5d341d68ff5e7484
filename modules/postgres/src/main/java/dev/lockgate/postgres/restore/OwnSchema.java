package dev.lockgate.postgres.restore;

import dev.lockgate.core.database.Major;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.programs.PgDump;
import dev.lockgate.postgres.programs.PgRestore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The schema {@code lockgate}: what changed the live database, and which environment it belongs to.
 * A restored database gets the live one's as it stands, and never that of a backup.
 */
record OwnSchema(Database live, Database restored, Duration deadline) {
  private static final String NAME = "lockgate";

  /** Copies it, when there is one. */
  void carry(Major major) {
    var there =
        live.read(session ->
            Query.texts(session, "select nspname from pg_namespace where nspname = ?", NAME));
    if (there.isEmpty()) {
      return;
    }
    var dump = new PgDump(live, major, List.of(NAME), live.session().lock(), deadline);
    var archive = new ByteArrayOutputStream(); // rows about steps, never many
    dump.writeTo(archive, Optional.empty());
    new PgRestore(major, dump.client(), deadline)
        .into(restored, major, new ByteArrayInputStream(archive.toByteArray()));
  }
}
