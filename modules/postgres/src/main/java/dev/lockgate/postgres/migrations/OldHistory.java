package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The table in which another tool keeps what it applied. What it says is adopted, and it is kept up
 * to date in the transaction of each migration, so that the other tool goes on working.
 */
sealed interface OldHistory permits PrismaHistory, SupabaseHistory {
  /** How one row stands. */
  enum State {
    APPLIED,
    UNFINISHED
  }

  /**
   * One migration as the other tool recorded it.
   *
   * @param version its timestamp
   * @param name its words
   */
  record Row(String version, String name, State state, Text text) {}

  /** What is known of the text that was applied. */
  sealed interface Text {
    /** Nothing. */
    record Unknown() implements Text {}

    /** Its SHA-256. */
    record Sha256(String hex) implements Text {}

    /** Its statements, as they were sent. */
    record Statements(List<String> sql) implements Text {
      public Statements {
        sql = List.copyOf(sql);
      }
    }
  }

  /** The other tool's history of a layout; Flyway's layout has none. */
  static Optional<OldHistory> of(MigrationFolder folder) {
    return switch (folder.layout()) {
      case AUTO, FLYWAY -> Optional.empty();
      case PRISMA -> Optional.of(new PrismaHistory());
      case SUPABASE -> Optional.of(new SupabaseHistory());
    };
  }

  /** The table, for people. */
  String table();

  /**
   * Its rows, without those that were rolled back; empty when there is no such table.
   *
   * @return empty when the table does not exist
   */
  Optional<List<Row>> read(Connection connection) throws SQLException;

  /** Records one file as its tool would; makes the table when there is none. */
  void record(Connection connection, MigrationFile file) throws SQLException;

  /** What a person runs who has undone, by hand, what an unfinished migration left. */
  String forget(Row row);
}
