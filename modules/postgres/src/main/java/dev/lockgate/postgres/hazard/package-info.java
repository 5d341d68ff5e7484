/** Watches migrations as they run on a shadow: locks, copies, scans and changes of the catalog. */
@NullMarked
package dev.lockgate.postgres.hazard;

import org.jspecify.annotations.NullMarked;
