/** Restoring an archive into a server that is thrown away, and looking at what came out of it. */
@NullMarked
package dev.lockgate.postgres.verification;

import org.jspecify.annotations.NullMarked;
