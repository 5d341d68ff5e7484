package dev.lockgate.postgres.restore;

import dev.lockgate.postgres.Database;

/** Says from now on which environment a database belongs to, when it carries a stamp at all. */
public record Restamp(Database database) {
  /**
   * Stamps it.
   *
   * @param environment such as {@code staging}
   */
  public void as(String environment) {
    database.run(session -> {
      var there =
          Query.texts(
              session,
              "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                  + " where n.nspname = 'lockgate' and c.relname = 'identity'");
      if (!there.isEmpty()) {
        Query.texts(
            session,
            "update lockgate.identity set environment = ?, database = current_database(),"
                + " stamped = now() returning environment",
            environment);
      }
      return there.size();
    });
  }
}
