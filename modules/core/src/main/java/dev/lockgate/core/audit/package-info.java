/** The record, kept in the database itself, of what changed it. */
@NullMarked
package dev.lockgate.core.audit;

import org.jspecify.annotations.NullMarked;
