/** The plan of a deploy as a file. */
@NullMarked
package dev.lockgate.clients.plan;

import org.jspecify.annotations.NullMarked;
