/** Schema snapshots as files. */
@NullMarked
package dev.lockgate.clients.snapshot;

import org.jspecify.annotations.NullMarked;
