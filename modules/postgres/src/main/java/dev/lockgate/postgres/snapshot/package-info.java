/** Where a target keeps what the last deploy left. */
@NullMarked
package dev.lockgate.postgres.snapshot;

import org.jspecify.annotations.NullMarked;
