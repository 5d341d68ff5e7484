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
 * input may ask for less time and not for more, and one at its default asks for nothing.
 *
 * @param session the limits that hold
 * @param policed whether the policy said one of them
 */
record AgreedTimeouts(Session session, boolean policed) implements OutsideGate {
  static AgreedTimeouts of(ConnectionInputs inputs, Timeouts policy) {
    return new AgreedTimeouts(
        new Session(
            limit(inputs.connect(), Session.DEFAULT.connect(), policy.connect()),
            limit(inputs.lock(), Session.DEFAULT.lock(), policy.lock()),
            limit(inputs.statement(), Session.DEFAULT.statement(), policy.statement())),
        policy.connect().isPresent()
            || policy.lock().isPresent()
            || policy.statement().isPresent());
  }

  private static Duration limit(Duration input, Duration standard, Optional<Duration> policy) {
    if (policy.isEmpty()) {
      return input;
    }
    var policed = policy.get();
    boolean shorter = !input.isZero() && (policed.isZero() || input.compareTo(policed) < 0);
    return shorter && !input.equals(standard) ? input : policed;
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
