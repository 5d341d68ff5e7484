/** What the build says at its end. */
@NullMarked
package dev.lockgate.checks;

import org.jspecify.annotations.NullMarked;
