/** Proving a backup: restoring it into a place of its own and comparing what came out of it. */
@NullMarked
package dev.lockgate.core.verification;

import org.jspecify.annotations.NullMarked;
