/** Reads how a database is secured. */
@NullMarked
package dev.lockgate.postgres.posture;

import org.jspecify.annotations.NullMarked;
