package dev.lockgate.core.migration;

import java.util.Arrays;
import java.util.Locale;

/** How the files of a folder of migrations are named, ordered and recorded. */
public enum Layout {
  /** Found by looking at the folder. */
  AUTO,
  /** {@code V1__create_orders.sql}, recorded in Flyway's history. */
  FLYWAY,
  /** {@code 20260101120000_create_orders/migration.sql}, recorded in {@code _prisma_migrations}. */
  PRISMA,
  /**
   * {@code 20260101120000_create_orders.sql}, recorded in {@code
   * supabase_migrations.schema_migrations}.
   */
  SUPABASE;

  /** As users write it, such as {@code flyway}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Parses a word.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Layout parse(String text) {
    return Arrays.stream(values())
        .filter(one -> one.word().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("expected `auto`, `flyway`, `prisma` or `supabase`"));
  }

  /** Whether another tool than Flyway named the files and keeps its own history. */
  public boolean isForeign() {
    return this == PRISMA || this == SUPABASE;
  }

  /**
   * What a person runs who has undone a file by hand, so that it may run again.
   *
   * @param historyTable Flyway's, which knows the files of every layout
   */
  public String rolledBack(MigrationFile file, String historyTable) {
    var flyway = "delete from %s where script = '%s';".formatted(historyTable, file.script());
    return switch (this) {
      case AUTO, FLYWAY -> flyway;
      case PRISMA ->
          flyway
              + "\ndelete from _prisma_migrations where migration_name = '%s';"
                  .formatted(file.path().replaceFirst("/[^/]*$", "").replaceFirst("^.*/", ""));
      case SUPABASE ->
          flyway
              + "\ndelete from supabase_migrations.schema_migrations where version = '%s';"
                  .formatted(file.version());
    };
  }
}
