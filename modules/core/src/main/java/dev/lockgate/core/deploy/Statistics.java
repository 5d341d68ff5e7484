package dev.lockgate.core.deploy;

/**
 * How large a database is.
 *
 * @param bytes on disk, indexes included
 * @param tables how many
 * @param rows as PostgreSQL estimates them
 */
public record Statistics(long bytes, int tables, long rows) {}
