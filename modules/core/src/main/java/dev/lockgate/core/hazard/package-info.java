/** Hazards: why a statement of a migration is dangerous, seen when it ran on a shadow. */
@NullMarked
package dev.lockgate.core.hazard;

import org.jspecify.annotations.NullMarked;
