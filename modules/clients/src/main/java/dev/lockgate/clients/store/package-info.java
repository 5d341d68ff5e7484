/** Stores of backups, the compression of archives and the manifest's text. */
@NullMarked
package dev.lockgate.clients.store;

import org.jspecify.annotations.NullMarked;
