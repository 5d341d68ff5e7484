/** Reads the catalog of a database into a schema snapshot, in a constant number of queries. */
@NullMarked
package dev.lockgate.postgres.catalog;

import org.jspecify.annotations.NullMarked;
