package dev.lockgate.core.snapshot;

import java.util.List;

/**
 * What stands around the migrations of a database: enough for a shadow to stand in for it.
 *
 * @param server the server's version, such as {@code 17.5}
 * @param major such as {@code 17}
 * @param traits encoding, collation and time zone
 * @param superuser the role that the server was made with; on a managed server not the one that
 *     users get
 * @param deployer the role that runs the migrations
 * @param restored whether the history was copied into this database, so that the age of its rows
 *     says nothing of what was there before it
 * @param profile whose platform it is
 * @param things in the order in which they are made
 */
public record Standing(
    String server,
    int major,
    Traits traits,
    String superuser,
    String deployer,
    boolean restored,
    Profile profile,
    List<Thing> things) {
  public Standing {
    things = List.copyOf(things);
  }

  /** The same without values that could be secrets: what a file may hold. */
  Standing withoutSecrets() {
    return new Standing(
        server,
        major,
        traits,
        superuser,
        deployer,
        restored,
        profile,
        things.stream().map(Thing::withoutSecrets).toList());
  }
}
