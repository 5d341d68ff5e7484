package dev.lockgate.core.deploy;

import dev.lockgate.core.backup.DrillAge;
import dev.lockgate.core.gate.CodedGate;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.MigrationState;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether a backup of this database was restored lately, to know that it can be. In the last sixth
 * of the time it warns, so that it closes on nobody unawares; a database without any drill may be
 * deployed to, with a warning, until the time has passed since its first deploy.
 *
 * @param age read when the gates are looked at
 * @param asked by whom a drill is asked for
 */
public record DrillGate(Supplier<DrillAge> age, Asked asked) implements OutsideGate {
  private static final String NAME = "restore drill";
  private static final String REMEDY =
      "Run the step restore with `mode: drill` against the store of this deploy: it restores the"
          + " newest backup into a server of its own and never touches the live one.";

  private static final String READABLE =
      "Bring back what the store does not give, or let the step read it; if no drill was made: ";

  /** By whom a drill is asked for. */
  public enum Asked {
    /** By nobody: it is told. */
    NOT,
    /** By the rule for production, which lets a database begin. */
    BY_RULE,
    /** By the policy, at once. */
    BY_POLICY
  }

  @Override
  public List<CodedGate> look(MigrationState state, Map<String, String> evidence) {
    return List.of(new CodedGate("drill-overdue", gate(age.get())));
  }

  private Gate gate(DrillAge age) {
    if (asked == Asked.NOT) {
      return Gate.open(NAME, age.words() + "; none is asked for");
    }
    return switch (age.state()) {
      case FRESH -> Gate.open(NAME, age.words());
      case DUE ->
          asked == Asked.BY_POLICY && age.drills().last().isEmpty()
              ? closed(age, REMEDY)
              : Gate.closing(
                  NAME, age.words() + (age.due().isEmpty() ? "" : "; " + age.due()), REMEDY);
      case OVERDUE -> closed(age, REMEDY);
      case UNKNOWN -> closed(age, READABLE + REMEDY);
    };
  }

  private Gate closed(DrillAge age, String remedy) {
    return Gate.closed(
        NAME,
        "%s, and %s asks for one every %d days"
            .formatted(
                age.words(),
                asked == Asked.BY_POLICY ? "the policy" : "a production environment",
                age.oldest().toDays()),
        remedy);
  }
}
