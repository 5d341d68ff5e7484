/** The step deploy: its inputs, its parts, its report. */
@NullMarked
package dev.lockgate.action.deploy;

import org.jspecify.annotations.NullMarked;
