/** The client programs and servers that ship with Lockgate. */
@NullMarked
package dev.lockgate.postgres.programs;

import org.jspecify.annotations.NullMarked;
