/** The step drift: its inputs, its parts, its report. */
@NullMarked
package dev.lockgate.action.drift;

import org.jspecify.annotations.NullMarked;
