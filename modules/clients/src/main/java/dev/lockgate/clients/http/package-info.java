/** HTTP with deadlines, through the proxy that the environment names. */
@NullMarked
package dev.lockgate.clients.http;

import org.jspecify.annotations.NullMarked;
