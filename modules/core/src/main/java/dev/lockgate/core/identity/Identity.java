package dev.lockgate.core.identity;

import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.policy.GatePolicy.Ask;
import java.time.Instant;
import java.util.Optional;

/**
 * What a database is, and what its stamp says it is.
 *
 * @param system the server's system identifier; empty when the role may not read it
 * @param database its name
 * @param stamp written by the first step that named an environment
 */
public record Identity(String system, String database, Optional<Stamp> stamp) {
  /** The code of a closed gate. */
  public static final String CODE = "identity-differs";

  private static final String GATE = "identity";
  private static final String ANEW =
      " If it is meant, let an owner run `delete from lockgate.identity;`, and the next deploy"
          + " stamps it anew.";

  /**
   * A database's word about itself.
   *
   * @param environment the name that the workflow gave
   * @param system the system identifier of the server at that time
   * @param database the name at that time
   * @param since when
   */
  public record Stamp(String environment, String system, String database, Instant since) {}

  /** Whether the stamp was written here, and not copied with the data. */
  boolean isAtHome(Stamp one) {
    return one.database().equals(database)
        && (one.system().isEmpty() || system.isEmpty() || one.system().equals(system));
  }

  /**
   * Whether a step for an environment may touch this database; a name may be missing.
   *
   * @param asked whether the policy wants a stamp, or does not look at it
   */
  public Gate gate(String environment, Ask asked) {
    var found = gate(environment);
    return switch (asked) {
      case UNSAID -> found;
      case REQUIRED -> stamp.isEmpty() ? unstamped() : found;
      case OFF -> Gate.open(GATE, "not looked at, as the policy says: " + found.evidence());
    };
  }

  private static Gate unstamped() {
    return Gate.closed(
        GATE,
        "the database bears no stamp, and the policy asks for one",
        "Make sure which database this is. If it is the right one, deploy to it once without"
            + " `identity-stamp: required`: the first deploy stamps it.");
  }

  /** Whether a step for an environment may touch this database; a name may be missing. */
  public Gate gate(String environment) {
    if (stamp.isEmpty()) {
      return Gate.open(
          GATE,
          environment.isEmpty()
              ? "not stamped, and the workflow names no environment"
              : "not stamped yet: the first change stamps it `" + environment + "`");
    }
    var one = stamp.get();
    if (!isAtHome(one)) {
      return copied(one);
    }
    if (one.environment().equals(environment)) {
      return Gate.open(GATE, "stamped `%s` since %s".formatted(environment, one.since()));
    }
    return Gate.closed(
        GATE,
        "the database is stamped `%s`, and the workflow %s"
            .formatted(
                one.environment(),
                environment.isEmpty() ? "names no environment" : "is for `" + environment + "`"),
        environment.isEmpty()
            ? "Set `environment: "
                + one.environment()
                + "`, or correct the secret that holds the URL."
            : "Correct the secret that holds the URL: it leads to another environment's database."
                + ANEW);
  }

  private Gate copied(Stamp one) {
    boolean moved = !one.system().isEmpty() && !system.isEmpty() && !one.system().equals(system);
    return Gate.closed(
        GATE,
        "this is a copy: the stamp `%s` was written %s, and this is %s"
            .formatted(
                one.environment(),
                moved ? "on another server" : "in the database `" + one.database() + "`",
                moved ? "a server of its own" : "`" + database + "`"),
        "A dump, a clone or an upgrade to another major carries the stamp along. Make sure which"
            + " database this is."
            + ANEW);
  }
}
