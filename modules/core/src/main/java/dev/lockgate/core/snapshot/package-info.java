/** A schema snapshot with all that is needed to stand in for its database: no rows, no secrets. */
@NullMarked
package dev.lockgate.core.snapshot;

import org.jspecify.annotations.NullMarked;
