/** Migrations through Flyway: what is applied, what is pending, running it, replaying it. */
@NullMarked
package dev.lockgate.postgres.migrations;

import org.jspecify.annotations.NullMarked;
