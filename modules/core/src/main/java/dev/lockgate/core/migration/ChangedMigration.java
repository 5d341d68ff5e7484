package dev.lockgate.core.migration;

/**
 * A versioned file whose text is not what was applied.
 *
 * @param applied the row of the history
 * @param file the file as it is now
 * @param checksum Flyway's checksum of the file as it is now
 */
public record ChangedMigration(AppliedMigration applied, MigrationFile file, int checksum) {}
