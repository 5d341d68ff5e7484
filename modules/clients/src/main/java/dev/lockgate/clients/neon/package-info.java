/** Neon's API, as far as branches are snapshots. */
@NullMarked
package dev.lockgate.clients.neon;

import org.jspecify.annotations.NullMarked;
