/** Asks an application over HTTP whether it lives. */
@NullMarked
package dev.lockgate.clients.health;

import org.jspecify.annotations.NullMarked;
