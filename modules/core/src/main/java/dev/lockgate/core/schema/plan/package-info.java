/** From two snapshots to the SQL that turns one into the other, in an order that holds. */
@NullMarked
package dev.lockgate.core.schema.plan;

import org.jspecify.annotations.NullMarked;
