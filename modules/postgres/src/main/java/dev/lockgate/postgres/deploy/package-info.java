/** The database that a deploy changes: preflight, lock, migrations, smoke check. */
@NullMarked
package dev.lockgate.postgres.deploy;

import org.jspecify.annotations.NullMarked;
