package dev.lockgate.core.deploy;

import dev.lockgate.core.policy.GatePolicy.Ask;
import java.time.Duration;

/**
 * What a workflow and its policy ask of a deploy.
 *
 * @param environment its name; may be empty
 * @param production whether it is marked production
 * @param schemaVersion which version the application needs
 * @param seed rows to add afterwards
 * @param smoke what must hold afterwards
 * @param driftFree whether drift blocks
 * @param secured whether grave weaknesses of the database's security block
 * @param identity whether the database must bear the environment's name
 * @param slow how long a deploy takes before people are told that it was slow
 */
public record DeployOrder(
    String environment,
    boolean production,
    SchemaVersionRule schemaVersion,
    Seed seed,
    SmokeExpectations smoke,
    boolean driftFree,
    boolean secured,
    Ask identity,
    Duration slow) {
  /** Longer than this, and people are told. */
  public static final Duration SLOW = Duration.ofMinutes(10);

  /** A deploy that asks for nothing besides its migrations. */
  public static final DeployOrder PLAIN =
      new DeployOrder(
          "",
          false,
          SchemaVersionRule.NONE,
          Seed.NONE,
          SmokeExpectations.NONE,
          true,
          false,
          Ask.UNSAID,
          SLOW);
}
