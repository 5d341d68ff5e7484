package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.LeftIndex;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.migration.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds indexes that pending files would build concurrently and that are there already. */
final class ConcurrentIndexes {
  private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[\\w$]+)";
  private static final Pattern CREATE =
      Pattern.compile(
          "(?is)create\\s+(?:unique\\s+)?index\\s+concurrently\\s+(if\\s+not\\s+exists\\s+)?"
              + NAME
              + "\\s+on\\s+(?:only\\s+)?("
              + NAME
              + "(?:\\s*\\.\\s*"
              + NAME
              + ")?).*");

  private static final String LOOK =
      """
      select format('%I.%I', n.nspname, c.relname), i.indisvalid,
             exists (select from pg_catalog.pg_stat_progress_create_index p
                     where p.index_relid = c.oid)
      from pg_catalog.pg_index i
      join pg_catalog.pg_class c on c.oid = i.indexrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where i.indrelid = to_regclass(?) and c.relname = (parse_ident(?))[1]
      """;

  private static final String INVALID =
      """
      select format('%I.%I', n.nspname, c.relname)
      from pg_catalog.pg_index i
      join pg_catalog.pg_class c on c.oid = i.indexrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where not i.indisvalid and n.nspname !~ '^pg_' order by 1
      """;

  private ConcurrentIndexes() {}

  /** What is there of what the files would build. */
  static List<LeftIndex> left(Connection connection, List<MigrationFile> files)
      throws SQLException {
    var found = new ArrayList<LeftIndex>();
    for (var file : files) {
      if (!file.transactional()) {
        for (var statement : SqlText.statements(file.sql())) {
          look(connection, file, statement).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** Every invalid index of the database. */
  static List<String> invalid(Connection connection) throws SQLException {
    var found = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(INVALID)) {
      while (result.next()) {
        found.add(result.getString(1));
      }
    }
    return found;
  }

  private static Optional<LeftIndex> look(
      Connection connection, MigrationFile file, Statement statement) throws SQLException {
    var create = CREATE.matcher(statement.text());
    if (!create.matches()) {
      return Optional.empty();
    }
    boolean tolerant = create.group(1) != null;
    try (var query = connection.prepareStatement(LOOK)) {
      query.setString(1, create.group(3));
      query.setString(2, create.group(2));
      try (var result = query.executeQuery()) {
        if (!result.next()) {
          return Optional.empty();
        }
        var state =
            result.getBoolean(2)
                ? LeftIndex.State.VALID
                : result.getBoolean(3) ? LeftIndex.State.BEING_BUILT : LeftIndex.State.INVALID;
        return tolerant && state == LeftIndex.State.VALID
            ? Optional.empty()
            : Optional.of(new LeftIndex(file, result.getString(1), state));
      }
    }
  }
}
