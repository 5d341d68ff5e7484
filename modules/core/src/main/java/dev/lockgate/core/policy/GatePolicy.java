package dev.lockgate.core.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the policy asks of the gates. An input may ask for more, never for less.
 *
 * @param approvals how many people must have approved
 * @param approvalsFrom {@code environments} or {@code pull-request}
 * @param approvalEnvironments environments whose reviewers count
 * @param approvalWaiver why no approval is asked for; recorded
 * @param confirmation whether a phrase must be typed
 * @param planDigest whether the digest of a reviewed plan must be given
 * @param driftFree whether drift blocks
 * @param identityStamp whether the database must bear the environment's name
 * @param security whether the security posture blocks
 * @param seed whether a seed may run
 * @param drillMaxAge how old the last restore drill may be
 */
public record GatePolicy(
    OptionalInt approvals,
    Optional<String> approvalsFrom,
    List<String> approvalEnvironments,
    Optional<String> approvalWaiver,
    Ask confirmation,
    Ask planDigest,
    Ask driftFree,
    Ask identityStamp,
    Ask security,
    Ask seed,
    Optional<Duration> drillMaxAge) {
  /** What holds without a policy. */
  public static final GatePolicy NONE =
      new GatePolicy(
          OptionalInt.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Ask.UNSAID,
          Ask.UNSAID,
          Ask.UNSAID,
          Ask.UNSAID,
          Ask.UNSAID,
          Ask.UNSAID,
          Optional.empty());

  public GatePolicy {
    approvalEnvironments = List.copyOf(approvalEnvironments);
  }

  /** Whether a gate is wanted. */
  public enum Ask {
    /** The policy says nothing: the step's own rule holds. */
    UNSAID,
    /** It must be open. */
    REQUIRED,
    /** It is not looked at. */
    OFF;

    /** Whether it must be open, where the step's own rule is given. */
    public boolean or(boolean rule) {
      return switch (this) {
        case UNSAID -> rule;
        case REQUIRED -> true;
        case OFF -> false;
      };
    }
  }
}
