package dev.lockgate.postgres.restore;

import dev.lockgate.core.restore.DatabaseNames;
import dev.lockgate.core.restore.TargetState.OldDatabase;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The databases that restores of a live one kept beside it. */
public record KeptDatabases(Database live, String maintenance) {
  private static final String OLD =
      """
      select d.datname,
             case when has_database_privilege(d.oid, 'connect') then pg_database_size(d.oid) else 0 end
        from pg_database d
       where starts_with(d.datname, ?) and right(d.datname, -length(?)) ~ '^[0-9a-z]{4,16}$'
       order by d.datname
      """;

  /**
   * Lists them.
   *
   * @param session on any database of the server
   * @param live the live database's name
   */
  public static List<OldDatabase> of(Connection session, String live) throws SQLException {
    return Query.list(
        session,
        OLD,
        row -> new OldDatabase(row.text(1), Long.parseLong(row.text(2))),
        DatabaseNames.oldPrefix(live),
        DatabaseNames.oldPrefix(live));
  }

  /** Lists them. */
  public List<OldDatabase> list() {
    return live.sibling(maintenance).read(session -> of(session, live.url().database()));
  }

  /** Drops one; a session in it keeps it. */
  public void drop(String name) {
    live.sibling(maintenance)
        .run(session -> {
          Query.execute(session, "drop database " + Identifier.quote(name));
          return true;
        });
  }
}
