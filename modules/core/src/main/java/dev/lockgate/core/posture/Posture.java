package dev.lockgate.core.posture;

import java.util.ArrayList;
import java.util.List;

/**
 * How a database is secured, as far as SQL shows it.
 *
 * @param local whether the session goes through a socket or the loopback, where encryption adds
 *     nothing
 * @param encryption the session's protocol and cipher; empty when it is plain
 * @param role who is connected
 * @param superuser whether that role is a superuser
 * @param openSchemas schemas in which everybody may create objects
 * @param connectionLimit the lowest limit that holds for the role's sessions
 */
public record Posture(
    boolean local,
    String encryption,
    String role,
    boolean superuser,
    List<String> openSchemas,
    int connectionLimit) {
  /** More sessions than this cost the server more than they bring. */
  public static final int MOST_CONNECTIONS = 100;

  public Posture {
    openSchemas = List.copyOf(openSchemas);
  }

  /**
   * Something to mend.
   *
   * @param grave whether it keeps a step from touching production
   * @param what a sentence without a full stop
   * @param remedy a sentence
   */
  public record Weakness(boolean grave, String what, String remedy) {}

  /** What is to mend, the gravest first. */
  public List<Weakness> weaknesses() {
    var found = new ArrayList<Weakness>();
    if (encryption.isEmpty() && !local) {
      found.add(
          new Weakness(
              true,
              "the connection is not encrypted",
              "Add `sslmode=verify-full` to the URL and switch `ssl` on at the server."));
    }
    if (superuser) {
      found.add(
          new Weakness(
              true,
              "the role `" + role + "` is a superuser",
              "Deploy as a role that owns the schema and nothing else: `create role deployer login;"
                  + " grant create on database … to deployer;`."));
    }
    for (var schema : openSchemas) {
      found.add(
          new Weakness(
              false,
              "everybody may create objects in the schema `" + schema + "`",
              "`revoke create on schema " + schema + " from public;`"));
    }
    if (connectionLimit > MOST_CONNECTIONS) {
      found.add(
          new Weakness(
              false,
              "up to %d sessions are allowed, more than %d"
                  .formatted(connectionLimit, MOST_CONNECTIONS),
              "`alter role %s connection limit %d;`, or a lower `max_connections`."
                  .formatted(role, MOST_CONNECTIONS)));
    }
    return List.copyOf(found);
  }
}
