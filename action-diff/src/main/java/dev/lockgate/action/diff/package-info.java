/** The step diff: its inputs, its parts, its report. */
@NullMarked
package dev.lockgate.action.diff;

import org.jspecify.annotations.NullMarked;
