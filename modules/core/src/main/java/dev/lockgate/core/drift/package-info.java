/** Drift: the live schema differs from what the migrations produce. */
@NullMarked
package dev.lockgate.core.drift;

import org.jspecify.annotations.NullMarked;
