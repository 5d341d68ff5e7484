package dev.lockgate.core.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A row of the history table.
 *
 * @param rank its place in the order of application
 * @param version empty for a repeatable migration
 * @param description the words of the file's name
 * @param type Flyway's word: {@code SQL}, {@code JDBC}, {@code BASELINE}, {@code SQL_BASELINE},
 *     {@code SCHEMA}, {@code DELETE}
 * @param script the file, relative to the folder of then
 * @param checksum Flyway's CRC32 of the file's text
 * @param installedBy the role that applied it
 * @param installedOn when
 * @param took how long
 * @param success false when it failed outside a transaction and left something behind
 */
public record AppliedMigration(
    int rank,
    String version,
    String description,
    String type,
    String script,
    OptionalInt checksum,
    String installedBy,
    Instant installedOn,
    Duration took,
    boolean success) {

  /** Whether the history begins here because of a baseline: what came before is not recorded. */
  public boolean isBaseline() {
    return "BASELINE".equals(type) || "SQL_BASELINE".equals(type);
  }

  /** What people call it: {@code V7 add coupons} or {@code R customer overview}. */
  public String label() {
    return MigrationFile.label(version.isEmpty() ? "R" : "V", version, description);
  }
}
