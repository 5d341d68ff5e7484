package dev.lockgate.postgres.restore;

import dev.lockgate.postgres.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What CREATE DATABASE must say so that a new database is like the live one.
 *
 * @param provider {@code datlocprovider}: c, i or b
 * @param locale of the provider, when it is not libc
 * @param rules of ICU
 */
record LiveDatabase(
    long oid,
    String owner,
    String encoding,
    String collate,
    String characterType,
    String provider,
    Optional<String> locale,
    Optional<String> rules,
    String tablespace) {
  static LiveDatabase read(Connection session, String name) throws SQLException {
    var major = session.getMetaData().getDatabaseMajorVersion();
    var locale = major >= 17 ? "d.datlocale" : major >= 15 ? "d.daticulocale" : "null";
    var columns =
        (major >= 15 ? "d.datlocprovider" : "'c'")
            + ", "
            + locale
            + ", "
            + (major >= 16 ? "d.daticurules" : "null");
    return Query.list(
            session,
            """
            select d.oid, r.rolname, pg_encoding_to_char(d.encoding), d.datcollate, d.datctype, %s,
                   t.spcname
              from pg_database d join pg_roles r on r.oid = d.datdba
                   join pg_tablespace t on t.oid = d.dattablespace
             where d.datname = ?
            """
                .formatted(columns),
            row ->
                new LiveDatabase(
                    Long.parseLong(row.text(1)),
                    row.text(2),
                    row.text(3),
                    row.text(4),
                    row.text(5),
                    row.text(6),
                    Optional.ofNullable(row.get(7)),
                    Optional.ofNullable(row.get(8)),
                    row.text(9)),
            name)
        .getFirst();
  }

  /** The statement that creates an empty database like this one. */
  String create(String name, int major) {
    var sql =
        new StringBuilder("create database ")
            .append(Identifier.quote(name))
            .append(" template template0 owner ")
            .append(Identifier.quote(owner));
    text(sql, "encoding", encoding);
    text(sql, "lc_collate", collate);
    text(sql, "lc_ctype", characterType);
    if (major >= 15) {
      sql.append(" locale_provider ")
          .append(
              switch (provider) {
                case "i" -> "icu";
                case "b" -> "builtin";
                default -> "libc";
              });
      locale.ifPresent(l -> text(sql, provider.equals("b") ? "builtin_locale" : "icu_locale", l));
      rules.ifPresent(r -> text(sql, "icu_rules", r));
    }
    if (!tablespace.equals("pg_default")) { // naming the default needs a right of its own
      sql.append(" tablespace ").append(Identifier.quote(tablespace));
    }
    return sql.toString();
  }

  private static void text(StringBuilder sql, String option, String value) {
    sql.append(' ').append(option).append(" = ").append(Identifier.literal(value));
  }
}
