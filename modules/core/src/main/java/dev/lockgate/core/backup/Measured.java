package dev.lockgate.core.backup;

/**
 * A stream of bytes, remembered.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes its length
 */
public record Measured(String sha256, long bytes) {}
