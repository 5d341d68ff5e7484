/** Snapshots that the provider of a database takes by itself, beside the backups that are ours. */
@NullMarked
package dev.lockgate.core.provider;

import org.jspecify.annotations.NullMarked;
