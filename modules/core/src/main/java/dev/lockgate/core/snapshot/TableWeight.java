package dev.lockgate.core.snapshot;

/**
 * How much hangs on a table: what a lock on it, or a rewrite of it, costs the application.
 *
 * @param rows as the server estimates them
 * @param bytes with its indexes and TOAST
 * @param reads scans of it and of its indexes since statistics were reset
 * @param writes rows inserted, updated or deleted since then
 */
public record TableWeight(long rows, long bytes, long reads, long writes) {}
