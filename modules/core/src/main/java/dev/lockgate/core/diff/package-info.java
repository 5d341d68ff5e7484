/** Diff: what pending migrations would change. */
@NullMarked
package dev.lockgate.core.diff;

import org.jspecify.annotations.NullMarked;
