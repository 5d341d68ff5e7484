package dev.lockgate.action.deploy;

import dev.lockgate.core.deploy.OutsideGate;
import dev.lockgate.core.gate.CodedGate;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.policy.EnvironmentPolicy.Timeouts;
import dev.lockgate.postgres.Database.Session;
import dev.lockgate.runner.ConnectionInputs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long connecting, waiting for a lock and a statement may take. What the policy says counts; an
 * input may ask for less time and not for more, and one that was not set asks for nothing.
 *
 * @param session the limits that hold
 * @param policed whether the policy said one of them
 */
record AgreedTimeouts(Session session, boolean policed) implements OutsideGate {
  static AgreedTimeouts of(ConnectionInputs inputs, Timeouts policy) {
    return new AgreedTimeouts(
        new Session(
            limit(inputs.connect(), inputs.said().connect(), policy.connect()),
            limit(inputs.lock(), inputs.said().lock(), policy.lock()),
            limit(inputs.statement(), inputs.said().statement(), policy.statement())),
        policy.connect().isPresent()
            || policy.lock().isPresent()
            || policy.statement().isPresent());
  }

  private static Duration limit(
      Duration standing, Optional<Duration> said, Optional<Duration> policy) {
    return policy
        .map(policed -> said.filter(input -> isShorter(input, policed)).orElse(policed))
        .orElse(standing);
  }

  /** Zero is no limit. */
  private static boolean isShorter(Duration one, Duration other) {
    return !one.isZero() && (other.isZero() || one.compareTo(other) < 0);
  }

  @Override
  public List<CodedGate> look(MigrationState state, Map<String, String> evidence) {
    var words =
        "connecting %s, a lock %s, a statement %s%s"
            .formatted(
                words(session.connect()),
                words(session.lock()),
                words(session.statement()),
                policed ? ", as the policy says" : "");
    return List.of(new CodedGate("", Gate.open("timeouts", words)));
  }

  private static String words(Duration limit) {
    if (limit.isZero()) {
      return "without limit";
    }
    return "at most "
        + (limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms");
  }
}
