/** Throw-away servers on which SQL from a pull request runs, contained. */
@NullMarked
package dev.lockgate.postgres.shadow;

import org.jspecify.annotations.NullMarked;
