/** The step restore: its inputs, its parts, its report. */
@NullMarked
package dev.lockgate.action.restore;

import org.jspecify.annotations.NullMarked;
