/** Taking a backup: one pass from the database to the store, read back whole, then the manifest. */
@NullMarked
package dev.lockgate.core.backup;

import org.jspecify.annotations.NullMarked;
