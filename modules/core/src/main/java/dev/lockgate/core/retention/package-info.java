/** Which backups are kept, and why; the others are removed. */
@NullMarked
package dev.lockgate.core.retention;

import org.jspecify.annotations.NullMarked;
