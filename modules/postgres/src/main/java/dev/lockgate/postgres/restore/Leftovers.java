package dev.lockgate.postgres.restore;

import dev.lockgate.postgres.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What stays in a database when every object that an archive can hold was dropped, and must be
 * cleared before the objects come back: default privileges, which would be added to theirs, grants
 * on schemas that stay, and rows of tables that belong to extensions.
 */
final class Leftovers {
  private static final String DEFAULT_PRIVILEGES =
      """
      select r.rolname, n.nspname, d.defaclobjtype, g.rolname, a.grantee = 0, a.grantee = d.defaclrole
        from pg_default_acl d join pg_roles r on r.oid = d.defaclrole
             left join pg_namespace n on n.oid = d.defaclnamespace,
             aclexplode(d.defaclacl) a left join pg_roles g on g.oid = a.grantee
       where n.nspname is distinct from 'lockgate'
       group by 1, 2, 3, 4, 5, 6, d.oid order by d.oid
      """;

  /** Grants that somebody gave on a schema which stays; its first ones come from initdb. */
  private static final String GRANTS =
      """
      select n.nspname, g.rolname, a.grantee = 0
        from pg_namespace n, aclexplode(n.nspacl) a left join pg_roles g on g.oid = a.grantee
       where (n.nspname = 'public' or n.oid = any (?::oid[]))
         and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'lockgate')
         and a.grantee <> n.nspowner and pg_has_role(n.nspowner, 'usage')
       group by 1, 2, 3 order by 1, 2
      """;

  private static final String FIRST_GRANTS =
      """
      select n.nspname, a.privilege_type, g.rolname
        from pg_init_privs i join pg_namespace n on n.oid = i.objoid,
             aclexplode(i.initprivs) a left join pg_roles g on g.oid = a.grantee
       where i.classoid = 'pg_namespace'::regclass and n.nspname = 'public'
         and a.grantee <> n.nspowner and pg_has_role(n.nspowner, 'usage')
      """;

  private static final String CONFIGURATION =
      """
      select n.nspname, c.relname, e.extcondition[array_position(e.extconfig, c.oid)]
        from pg_extension e join pg_class c on c.oid = any (e.extconfig)
             join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r'
       order by 1, 2
      """;

  private final Connection session;
  private final List<String> schemas;

  /**
   * Leftovers of a database.
   *
   * @param schemas the schemas in scope; empty for the whole database
   */
  Leftovers(Connection session, List<String> schemas) {
    this.session = session;
    this.schemas = schemas;
  }

  /** Clears them, in the session's transaction. */
  void clear(List<Long> staying) throws SQLException {
    for (var sql : schemas.isEmpty() ? statements(staying) : ofSchemas()) {
      Query.execute(session, sql);
    }
  }

  private List<String> statements(List<Long> staying) throws SQLException {
    var all = new ArrayList<String>();
    all.addAll(Query.list(session, DEFAULT_PRIVILEGES, Leftovers::revokeDefault));
    all.addAll(standardDefaults());
    var oids = "{" + String.join(",", staying.stream().map(String::valueOf).toList()) + "}";
    all.addAll(
        Query.list(
            session,
            GRANTS,
            row ->
                "revoke all on schema %s from %s"
                    .formatted(Identifier.quote(row.text(1)), grantee(row.get(2), row.flag(3))),
            oids));
    all.addAll(
        Query.list(
            session,
            FIRST_GRANTS,
            row ->
                "grant %s on schema %s to %s"
                    .formatted(
                        row.text(2),
                        Identifier.quote(row.text(1)),
                        grantee(row.get(3), row.get(3) == null))));
    all.addAll(
        Query.list(
            session,
            CONFIGURATION,
            row ->
                "delete from only %s %s"
                    .formatted(
                        Identifier.quote(row.text(1), row.text(2)),
                        row.get(3) == null ? "" : row.get(3))));
    return all;
  }

  /** Of some schemas only what lies in them: everything else is out of scope. */
  private List<String> ofSchemas() throws SQLException {
    return Query.list(
            session,
            DEFAULT_PRIVILEGES,
            row -> schemas.contains(String.valueOf(row.get(2))) ? revokeDefault(row) : "")
        .stream()
        .filter(sql -> !sql.isEmpty())
        .toList();
  }

  private static String revokeDefault(Query.Row row) throws SQLException {
    return "alter default privileges for role %s%s revoke all on %s from %s"
        .formatted(
            Identifier.quote(row.text(1)),
            inSchema(row.get(2)),
            objects(row.text(3)),
            grantee(row.get(4), row.flag(5)));
  }

  /** With everything revoked, what everybody has without a word is given back. */
  private List<String> standardDefaults() throws SQLException {
    return Query.list(
        session,
        """
        select r.rolname, d.defaclobjtype from pg_default_acl d join pg_roles r on r.oid = d.defaclrole
         where d.defaclnamespace = 0 order by d.oid
        """,
        row -> {
          var role = Identifier.quote(row.text(1));
          var start = "alter default privileges for role %s grant ".formatted(role);
          var own = start + "all on %s to %s".formatted(objects(row.text(2)), role);
          return switch (row.text(2)) {
            case "f" -> own + "; " + start + "execute on functions to public";
            case "T" -> own + "; " + start + "usage on types to public";
            default -> own;
          };
        });
  }

  private static String inSchema(@org.jspecify.annotations.Nullable String schema) {
    return schema == null ? "" : " in schema " + Identifier.quote(schema);
  }

  private static String objects(String type) {
    return switch (type) {
      case "r" -> "tables";
      case "S" -> "sequences";
      case "f" -> "functions";
      case "T" -> "types";
      case "n" -> "schemas";
      default -> "large objects";
    };
  }

  private static String grantee(@org.jspecify.annotations.Nullable String role, boolean everybody) {
    return everybody || role == null ? "public" : Identifier.quote(role);
  }
}
