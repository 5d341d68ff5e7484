/** Deploying: gates, safety backup, migrations, smoke check, audit. */
@NullMarked
package dev.lockgate.core.deploy;

import org.jspecify.annotations.NullMarked;
