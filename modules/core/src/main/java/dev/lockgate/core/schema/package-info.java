/** A schema as facts, and what differs between two of them. PostgreSQL alone understands SQL. */
@NullMarked
package dev.lockgate.core.schema;

import org.jspecify.annotations.NullMarked;
