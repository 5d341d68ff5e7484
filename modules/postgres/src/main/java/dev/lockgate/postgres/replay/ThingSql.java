package dev.lockgate.postgres.replay;

import static dev.lockgate.postgres.Identifier.literal;
import static dev.lockgate.postgres.Identifier.quote;

import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.snapshot.Thing;
import java.util.List;

/** Statements with which a superuser of a shadow makes what stands around migrations. */
record ThingSql(Standing standing) {
  /** In order; a statement about what is there already may fail. */
  List<String> of(Thing thing) {
    return switch (thing.what()) {
      case ROLE -> List.of("create role " + name(thing), role(thing));
      case MEMBERSHIP -> List.of(membership(thing));
      case DATABASE -> database(thing);
      case SETTING -> setting(thing);
      case SCHEMA -> schema(thing);
      case PRIVILEGES ->
          List.of(
              "grant " + thing.value("privileges") + " on schema public to " + role(thing, "role"));
      case NO_SCHEMA -> List.of("drop schema if exists " + name(thing));
      case EXTENSION ->
          List.of(
              "create extension if not exists %s schema %s cascade"
                  .formatted(name(thing), quote(thing.value("schema"))));
      case DEFAULT_PRIVILEGES -> List.of(defaultPrivileges(thing));
    };
  }

  private static String name(Thing thing) {
    return quote(thing.value("name"));
  }

  private static String role(Thing thing, String key) {
    return quote(thing.value(key));
  }

  /** Only who runs the migrations is a superuser here, if it is one there. */
  private String role(Thing role) {
    boolean superuser = role.is("superuser") && role.value("name").equals(standing.deployer());
    return "alter role "
        + name(role)
        + word(role, "inherit")
        + word(role, "createdb")
        + word(role, "createrole")
        + word(role, "bypassrls")
        + (superuser ? " superuser" : "");
  }

  private static String word(Thing thing, String attribute) {
    return thing.is(attribute) ? " " + attribute : " no" + attribute;
  }

  private String membership(Thing thing) {
    var grant = "grant " + role(thing, "role") + " to " + role(thing, "member");
    if (standing.major() < 16) {
      return thing.is("admin") ? grant + " with admin option" : grant;
    }
    return grant
        + " with admin %b, inherit %b, set %b"
            .formatted(thing.is("admin"), thing.is("inherit"), thing.is("set"));
  }

  private static List<String> database(Thing thing) {
    var here = " where datname = current_database()";
    return List.of(
        "update pg_database set datdba = " + regrole(thing.value("owner")) + here,
        "update pg_database set datacl = " + privileges(thing) + here);
  }

  /** Written as it is kept, since a value such as {@code a, b} is not the list that it was. */
  private static List<String> setting(Thing thing) {
    var database =
        thing.value("scope").equals("server")
            ? "0"
            : "(select oid from pg_database where datname = current_database())";
    var role = thing.value("role").isEmpty() ? "0" : regrole(thing.value("role"));
    var where = " where setdatabase = " + database + " and setrole = " + role;
    var setting = thing.value("setting");
    return List.of(
        "insert into pg_db_role_setting select %s, %s, '{}' where not exists (select from pg_db_role_setting%s)"
            .formatted(database, role, where),
        "update pg_db_role_setting set setconfig = array(select c from unnest(setconfig) c where lower(split_part(c, '=', 1)) <> lower(%s)) || %s::text%s"
            .formatted(literal(setting), literal(setting + "=" + thing.value("value")), where));
  }

  private static List<String> schema(Thing thing) {
    return List.of(
        "create schema if not exists " + name(thing),
        "update pg_namespace set nspowner = %s, nspacl = %s where nspname = %s"
            .formatted(
                regrole(thing.value("owner")), privileges(thing), literal(thing.value("name"))),
        "comment on schema %s is %s"
            .formatted(
                name(thing),
                thing.values().containsKey("comment") ? literal(thing.value("comment")) : "null"));
  }

  private static String defaultPrivileges(Thing thing) {
    boolean inSchema = thing.values().containsKey("schema");
    return "insert into pg_default_acl (oid, defaclrole, defaclnamespace, defaclobjtype, defaclacl)"
        + " select pg_nextoid('pg_default_acl', 'oid', 'pg_default_acl_oid_index'), %s, %s, %s, %s"
            .formatted(
                regrole(thing.value("role")),
                inSchema ? "n.oid" : "0",
                literal(thing.value("type")),
                privileges(thing))
        + (inSchema
            ? " from pg_namespace n where n.nspname = " + literal(thing.value("schema"))
            : "");
  }

  private static String privileges(Thing thing) {
    return thing.values().containsKey("privileges")
        ? literal(thing.value("privileges")) + "::aclitem[]"
        : "null";
  }

  private static String regrole(String role) {
    return literal(quote(role)) + "::regrole";
  }
}
