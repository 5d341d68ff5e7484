/** The table {@code lockgate.identity}: which environment a database belongs to. */
@NullMarked
package dev.lockgate.postgres.identity;

import org.jspecify.annotations.NullMarked;
