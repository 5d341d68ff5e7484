/** Restoring a backup: into a new database, compared with its manifest, then swapped in by name. */
@NullMarked
package dev.lockgate.core.restore;

import org.jspecify.annotations.NullMarked;
