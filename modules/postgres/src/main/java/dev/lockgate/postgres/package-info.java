/** PostgreSQL: connections, what a server says of itself, its errors in our words. */
@NullMarked
package dev.lockgate.postgres;

import org.jspecify.annotations.NullMarked;
