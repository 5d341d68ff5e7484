/** The five steps from a shell; no logic of its own. */
@NullMarked
package dev.lockgate.cli;

import org.jspecify.annotations.NullMarked;
