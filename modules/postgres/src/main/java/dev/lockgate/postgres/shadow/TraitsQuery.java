package dev.lockgate.postgres.shadow;

import dev.lockgate.core.snapshot.Traits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Asks a database for what a shadow takes over from it. */
public final class TraitsQuery {
  private TraitsQuery() {}

  /** Reads the traits of the database that a session is connected to; its role is the owner. */
  public static Traits read(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var row = statement.executeQuery(query(session.getMetaData().getDatabaseMajorVersion()))) {
      row.next();
      return new Traits(
          row.getString("owner"),
          row.getString("encoding"),
          row.getString("provider"),
          row.getString("collate"),
          row.getString("ctype"),
          Optional.ofNullable(row.getString("locale")),
          Optional.ofNullable(row.getString("timezone")));
    }
  }

  private static String query(int major) {
    var provider =
        major < 15
            ? "'libc'"
            : "case d.datlocprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end";
    var locale = major < 15 ? "null" : major < 17 ? "d.daticulocale" : "d.datlocale";
    return """
    select current_user as owner, pg_encoding_to_char(d.encoding) as encoding,
           d.datcollate as collate, d.datctype as ctype,
           %s as provider, %s as locale,
           (select substring(setting from '=(.*)')
              from pg_db_role_setting s, unnest(s.setconfig) as setting
             where s.setdatabase = d.oid and s.setrole = 0
               and setting ilike 'timezone=%%') as timezone
      from pg_database d
     where d.datname = current_database()
    """
        .formatted(provider, locale);
  }
}
