/** The step backup: its inputs, its parts, its report. */
@NullMarked
package dev.lockgate.action.backup;

import org.jspecify.annotations.NullMarked;
