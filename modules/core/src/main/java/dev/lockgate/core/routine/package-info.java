/** The step backup: taking one, proving it, removing what is no longer needed, and the report. */
@NullMarked
package dev.lockgate.core.routine;

import org.jspecify.annotations.NullMarked;
