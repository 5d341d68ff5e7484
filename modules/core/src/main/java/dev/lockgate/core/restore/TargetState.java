package dev.lockgate.core.restore;

import java.util.List;

/**
 * What was seen on the server before anything was changed.
 *
 * @param host of the server, as the URL names it
 * @param database the live database's name
 * @param maintenanceDatabase where names are changed from
 * @param exists whether the live database exists
 * @param serverMajor such as 17
 * @param standby whether the server is a read-only replica
 * @param role who is connected
 * @param superuser whether that role is a superuser
 * @param createDatabase whether that role may create databases
 * @param ownsDatabase whether that role owns the live database, or is a member of its owner
 * @param mayEndSessions whether that role may end the sessions of any role but superusers
 * @param superuserSessions sessions of superusers on the live database, in words
 * @param otherSessions sessions of other roles that this role may not end, in words
 * @param steps sessions of other Lockgate steps on the live database, in words
 * @param roles all roles of the server
 * @param assignable roles to which this role may give objects
 * @param extensions extensions that the server can install
 * @param bound what belongs to the live database itself and would stay with the old one
 * @param oldDatabases databases that earlier restores kept
 * @param size of the live database, bytes
 * @param system identifier of the cluster; empty where the role may not read it
 * @param foreignObjects objects of the live database that this role does not own, in words
 * @param relations how many locks dropping all that is in the live database takes
 * @param lockCapacity how many locks the server has room for
 */
public record TargetState(
    String host,
    String database,
    String maintenanceDatabase,
    boolean exists,
    int serverMajor,
    boolean standby,
    String role,
    boolean superuser,
    boolean createDatabase,
    boolean ownsDatabase,
    boolean mayEndSessions,
    List<String> superuserSessions,
    List<String> otherSessions,
    List<String> steps,
    List<String> roles,
    List<String> assignable,
    List<String> extensions,
    List<Bound> bound,
    List<OldDatabase> oldDatabases,
    long size,
    String system,
    List<String> foreignObjects,
    long relations,
    long lockCapacity) {
  public TargetState {
    superuserSessions = List.copyOf(superuserSessions);
    otherSessions = List.copyOf(otherSessions);
    steps = List.copyOf(steps);
    roles = List.copyOf(roles);
    assignable = List.copyOf(assignable);
    extensions = List.copyOf(extensions);
    bound = List.copyOf(bound);
    oldDatabases = List.copyOf(oldDatabases);
    foreignObjects = List.copyOf(foreignObjects);
  }

  /**
   * Something that belongs to the live database itself.
   *
   * @param kind such as {@code replication slot}
   * @param acceptable whether the restore can be done although it is there
   */
  public record Bound(String kind, String name, boolean acceptable) {
    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  /**
   * A database that an earlier restore kept.
   *
   * @param size bytes
   */
  public record OldDatabase(String name, long size) {}
}
