/** Migrations: the files, what a database's history says of them, and their text in statements. */
@NullMarked
package dev.lockgate.core.migration;

import org.jspecify.annotations.NullMarked;
