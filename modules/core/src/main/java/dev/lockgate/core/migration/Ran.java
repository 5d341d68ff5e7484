package dev.lockgate.core.migration;

import java.time.Duration;

/** A migration that ran, and how long it took. */
public record Ran(MigrationFile file, Duration took) {}
