/** The table {@code lockgate.audit}: append-only, each row with the digest of the row before. */
@NullMarked
package dev.lockgate.postgres.audit;

import org.jspecify.annotations.NullMarked;
