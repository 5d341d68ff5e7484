/** How a database is secured, as far as SQL can show it. */
@NullMarked
package dev.lockgate.core.posture;

import org.jspecify.annotations.NullMarked;
