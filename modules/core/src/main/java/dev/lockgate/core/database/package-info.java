/** The database a step works on: its address, its secrets, its version. */
@NullMarked
package dev.lockgate.core.database;

import org.jspecify.annotations.NullMarked;
