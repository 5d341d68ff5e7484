/** Builds what migrations lead to, on a shadow that has what the target has around them. */
@NullMarked
package dev.lockgate.postgres.replay;

import org.jspecify.annotations.NullMarked;
