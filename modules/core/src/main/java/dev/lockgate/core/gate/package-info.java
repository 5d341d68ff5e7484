/** Rules that may block a step before the first change. */
@NullMarked
package dev.lockgate.core.gate;

import org.jspecify.annotations.NullMarked;
