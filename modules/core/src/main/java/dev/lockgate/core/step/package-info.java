/** How a step ends: an outcome, or a failure that names who can act. */
@NullMarked
package dev.lockgate.core.step;

import org.jspecify.annotations.NullMarked;
