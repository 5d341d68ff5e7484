package dev.lockgate.core.schema.plan;

/**
 * Who will run the statements, and where.
 *
 * @param role the role, quoted where needed: it owns what it creates, and its default privileges
 *     are granted on it
 * @param major major version of the server
 */
public record Applier(String role, int major) {}
