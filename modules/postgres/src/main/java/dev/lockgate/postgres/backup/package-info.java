/** Dumping a database: the snapshot, what it holds, and the archive that pg_dump writes of it. */
@NullMarked
package dev.lockgate.postgres.backup;

import org.jspecify.annotations.NullMarked;
