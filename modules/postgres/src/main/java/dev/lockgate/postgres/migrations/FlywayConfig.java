package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a repository's own {@code flyway.toml} or {@code flyway.conf} says that Lockgate honours.
 *
 * @param file where it was read; empty when there is none
 * @param locations folders of the repository
 * @param schemas those that Flyway works on, the first is its default; empty leaves it to the
 *     session's search path
 * @param defaultSchema the schema of the history; empty for the first of the schemas
 * @param table the name of the history
 * @param createSchemas whether missing schemas are made
 * @param outOfOrder whether files with a version below the newest applied one run
 * @param replacement whether placeholders are replaced
 * @param prefix what a placeholder begins with
 * @param suffix what a placeholder ends with
 * @param placeholders values by name
 * @param ignored keys that the file has and Lockgate does not honour
 */
public record FlywayConfig(
    String file,
    List<String> locations,
    List<String> schemas,
    String defaultSchema,
    String table,
    boolean createSchemas,
    boolean outOfOrder,
    boolean replacement,
    String prefix,
    String suffix,
    Map<String, String> placeholders,
    List<String> ignored) {
  /** A repository without a configuration of Flyway. */
  public static final FlywayConfig NONE = plain(true);

  /** Files of another tool: what looks like a placeholder is SQL. */
  static final FlywayConfig FOREIGN = plain(false);

  public FlywayConfig {
    locations = List.copyOf(locations);
    schemas = List.copyOf(schemas);
    placeholders = Map.copyOf(new TreeMap<>(placeholders));
    ignored = List.copyOf(ignored);
  }

  /** The schema that holds the history; empty for the first one of the session's search path. */
  public String historySchema() {
    return !defaultSchema.isEmpty() ? defaultSchema : schemas.isEmpty() ? "" : schemas.getFirst();
  }

  private static FlywayConfig plain(boolean replacement) {
    return new FlywayConfig(
        "",
        List.of(),
        List.of(),
        "",
        MigrationState.HISTORY,
        false,
        false,
        replacement,
        "${",
        "}",
        Map.of(),
        List.of());
  }
}
