/** SQL scripts as pg_dump and pg_restore write them, run in a session of ours and not by psql. */
@NullMarked
package dev.lockgate.postgres.script;

import org.jspecify.annotations.NullMarked;
