/** GitHub's REST interface, as far as the steps need it. */
@NullMarked
package dev.lockgate.clients.github;

import org.jspecify.annotations.NullMarked;
