package dev.lockgate.postgres.posture;

import dev.lockgate.core.posture.Posture;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads how a database is secured; changes nothing. */
public final class PostureReader {
  private static final String LOOK =
      """
      select inet_client_addr() is null or host(inet_client_addr()) in ('127.0.0.1', '::1'),
             coalesce((select version || ', ' || cipher from pg_catalog.pg_stat_ssl
                       where pid = pg_backend_pid() and ssl), ''),
             r.rolname, r.rolsuper,
             array(select quote_ident(n.nspname) from pg_catalog.pg_namespace n
                   where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                     and exists (select from aclexplode(n.nspacl) a
                                 where a.grantee = 0 and a.privilege_type = 'CREATE')
                   order by 1),
             (select min(l) from unnest(array[current_setting('max_connections')::int,
                nullif(r.rolconnlimit, -1),
                (select nullif(datconnlimit, -1) from pg_catalog.pg_database
                 where datname = current_database())]) l where l >= 0)
      from pg_catalog.pg_roles r where r.rolname = current_user
      """;

  private PostureReader() {}

  /** Reads it in a session of the role that is asked about. */
  public static Posture read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(LOOK)) {
      result.next();
      return new Posture(
          result.getBoolean(1),
          result.getString(2),
          result.getString(3),
          result.getBoolean(4),
          List.of((String[]) result.getArray(5).getArray()),
          result.getInt(6));
    }
  }
}
