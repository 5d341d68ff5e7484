package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import java.time.Duration;

/** A migration that ran, and how long it took. */
public record Ran(MigrationFile file, Duration took) {}
