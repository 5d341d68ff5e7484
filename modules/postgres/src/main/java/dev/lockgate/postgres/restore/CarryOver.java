package dev.lockgate.postgres.restore;

import dev.lockgate.postgres.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gives a new database what PostgreSQL keeps by the live one's oid and not by its name: settings,
 * grants, comment, connection limit.
 */
final class CarryOver {
  /** Settings whose value is a list of names, each of which must be quoted on its own. */
  private static final Set<String> LISTS =
      Set.of(
          "local_preload_libraries",
          "search_path",
          "session_preload_libraries",
          "temp_tablespaces",
          "unix_socket_directories");

  private static final String SETTINGS =
      """
      select r.rolname, c.setting
        from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
             left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) with ordinality c (setting, place)
       where d.datname = ?
       order by r.rolname nulls first, c.place
      """;

  private static final String GRANTS =
      """
      select a.privilege_type, r.rolname, a.is_grantable
        from pg_database d, aclexplode(d.datacl) a left join pg_roles r on r.oid = a.grantee
       where d.datname = ?
       order by r.rolname nulls first, a.privilege_type
      """;

  private final Connection session;
  private final String live;
  private final String fresh;

  CarryOver(Connection session, String live, String fresh) {
    this.session = session;
    this.live = live;
    this.fresh = fresh;
  }

  /** Does it; returns what could not be carried over, in words. */
  List<String> run() throws SQLException {
    settings();
    grants();
    for (var sql :
        Query.texts(
            session,
            """
            select format('alter database %I connection limit %s', ?::text, d.datconnlimit)
              from pg_database d where d.datname = ? and d.datconnlimit <> -1
            union all
            select format('alter database %I is_template true', ?::text)
              from pg_database d where d.datname = ? and d.datistemplate
            """,
            fresh,
            live,
            fresh,
            live)) {
      Query.execute(session, sql);
    }
    return labels();
  }

  /** The statement that gives it the live one's comment, or none, in place of the mark of ours. */
  String comment() throws SQLException {
    return Query.texts(
            session,
            "select format('comment on database %I is %L', ?::text, shobj_description(d.oid,"
                + " 'pg_database')) from pg_database d where d.datname = ?",
            fresh,
            live)
        .getFirst();
  }

  private void settings() throws SQLException {
    for (var sql :
        Query.list(
            session,
            SETTINGS,
            row -> {
              var role = row.get(1);
              var whose =
                  role == null
                      ? "alter database " + Identifier.quote(fresh)
                      : "alter role "
                          + Identifier.quote(role)
                          + " in database "
                          + Identifier.quote(fresh);
              return whose + " " + setting(row.text(2));
            },
            live)) {
      Query.execute(session, sql);
    }
  }

  /** {@code name=value} as PostgreSQL keeps it, as a SET clause. */
  static String setting(String kept) {
    var equals = kept.indexOf('=');
    var name = kept.substring(0, equals);
    var value = kept.substring(equals + 1);
    var quotedName =
        String.join(".", List.of(name.split("\\.", -1)).stream().map(Identifier::quote).toList());
    var text =
        LISTS.contains(name)
            ? String.join(", ", names(value).stream().map(Identifier::literal).toList())
            : Identifier.literal(value);
    return "set " + quotedName + " to " + (text.isEmpty() ? "''" : text);
  }

  /** The names of a list such as {@code "$user", public}. */
  private static List<String> names(String list) {
    var names = new ArrayList<String>();
    var name = new StringBuilder();
    var quoted = false;
    for (int i = 0; i < list.length(); i++) {
      var c = list.charAt(i);
      if (c == '"' && quoted && i + 1 < list.length() && list.charAt(i + 1) == '"') {
        name.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        names.add(name.toString());
        name.setLength(0);
      } else if (quoted || c != ' ') {
        name.append(c);
      }
    }
    if (!list.isEmpty()) {
      names.add(name.toString());
    }
    return names;
  }

  private void grants() throws SQLException {
    var grants =
        Query.list(
            session,
            GRANTS,
            row -> {
              var role = row.get(2);
              return "grant %s on database %s to %s%s"
                  .formatted(
                      row.text(1),
                      Identifier.quote(fresh),
                      role == null ? "public" : Identifier.quote(role),
                      row.flag(3) ? " with grant option" : "");
            },
            live);
    if (grants.isEmpty()) {
      return; // as a new database has them
    }
    var owner =
        Query.texts(
                session,
                "select r.rolname from pg_database d join pg_roles r on r.oid = d.datdba"
                    + " where d.datname = ?",
                fresh)
            .getFirst();
    Query.execute(
        session,
        "revoke all on database %s from public, %s"
            .formatted(Identifier.quote(fresh), Identifier.quote(owner)));
    for (var grant : grants) {
      Query.execute(session, grant);
    }
  }

  private List<String> labels() throws SQLException {
    return Query.texts(
        session,
        "select 'the security label of ' || l.provider || ' on the database was not carried over'"
            + " from pg_shseclabel l join pg_database d on d.oid = l.objoid"
            + " where l.classoid = 'pg_database'::regclass and d.datname = ?",
        live);
  }
}
