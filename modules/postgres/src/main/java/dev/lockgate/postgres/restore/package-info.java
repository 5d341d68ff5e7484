/** Restoring into a new database beside the live one, and exchanging their names. */
@NullMarked
package dev.lockgate.postgres.restore;

import org.jspecify.annotations.NullMarked;
