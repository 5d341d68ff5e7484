package dev.lockgate.core.deploy;

import dev.lockgate.core.audit.AuditLog;
import dev.lockgate.core.gate.CodedGate;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.plan.Plan;
import dev.lockgate.core.plan.Plan.PlannedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was reviewed is what is applied: everything that will run, and the schema on which it runs,
 * have the digest that was approved. A run of the same plan that stopped between two commit points
 * may go on.
 *
 * @param given the approved digest; empty when the workflow names none
 * @param required whether the policy asks for one
 * @param files every migration of the folder
 * @param others callbacks and seeds that will run
 * @param placeholders put into the files
 * @param policy digest of the policy
 * @param schema digest of the target's schema as it is
 * @param audit what earlier runs of the plan recorded
 * @param approved the approved plan itself, when a file of it is at hand
 */
public record PlanGate(
    String given,
    boolean required,
    List<MigrationFile> files,
    List<PlannedFile> others,
    Map<String, String> placeholders,
    String policy,
    Supplier<String> schema,
    AuditLog audit,
    Supplier<Optional<Plan>> approved)
    implements OutsideGate {
  private static final String CODE = "plan-differs";
  private static final String NAME = "plan";

  /** What the row of a begun deploy says of its plan. */
  static final String DIGEST = "plan-digest";

  static final String SCHEMA = "plan-schema";
  static final String SCRIPTS = "plan-files";

  public PlanGate {
    files = List.copyOf(files);
    others = List.copyOf(others);
    placeholders = Map.copyOf(placeholders);
  }

  @Override
  public List<CodedGate> look(MigrationState state, Map<String, String> evidence) {
    if (given.isEmpty()) {
      return List.of(new CodedGate(CODE, withoutDigest(state)));
    }
    var plan = Plan.of(state, others, placeholders, policy, schema.get());
    evidence.put(DIGEST, given);
    evidence.put(SCHEMA, plan.schema());
    evidence.put(
        SCRIPTS,
        state.pending().stream().map(MigrationFile::script).collect(Collectors.joining("\n")));
    if (plan.digest().equals(given)) {
      return List.of(
          new CodedGate(CODE, Gate.open(NAME, "everything is as it was in the plan " + brief())));
    }
    if (goesOn(state, evidence)) {
      return List.of(
          new CodedGate(
              CODE,
              Gate.open(NAME, "goes on with the plan %s, which began before".formatted(brief()))));
    }
    return List.of(new CodedGate(CODE, differs(plan)));
  }

  /** Where nothing runs, diff makes no plan. */
  private Gate withoutDigest(MigrationState state) {
    boolean runs =
        !state.pending().isEmpty()
            || others.stream().anyMatch(file -> file.role() == Plan.Role.SEED);
    return required && runs
        ? Gate.closed(
            NAME,
            "the policy asks for the digest of a reviewed plan, and there is none",
            "Run diff before in the same workflow, and pass its output on: `plan-digest: ${{"
                + " needs.plan.outputs.plan-digest }}`.")
        : Gate.open(NAME, "no digest of a reviewed plan was given");
  }

  private Gate differs(Plan plan) {
    var runs =
        plan.files().stream()
            .map(file -> file.path() + " " + file.sha256().substring(0, 12))
            .collect(Collectors.joining(", "));
    return Gate.closed(
        NAME,
        "what would run now is not the plan that was approved (%s): %sit has the digest %s; from %s"
                .formatted(
                    brief(), changes(plan), plan.digest().substring(0, 12), plan.fromVersion())
            + " to %s, schema %s, policy %s, files %s"
                .formatted(
                    plan.toVersion(),
                    brief(plan.schema()),
                    plan.policy().isEmpty() ? "none" : brief(plan.policy()),
                    runs.isEmpty() ? "none" : runs),
        "A file, a placeholder, the policy or the database's schema changed since the plan was"
            + " made. Let diff make a new plan and have that one approved.");
  }

  /** Which parts they are, where the approved plan's own file is at hand. */
  private String changes(Plan plan) {
    return approved
        .get()
        .map(plan::changedSince)
        .filter(changes -> !changes.isEmpty())
        .map(changes -> String.join(", ", changes) + "; ")
        .orElse("");
  }

  /** Whether the approved plan began, and all that is missing of it is what is pending now. */
  private boolean goesOn(MigrationState state, Map<String, String> evidence) {
    var begun = audit.begun(given);
    if (begun.isEmpty()) {
      return false;
    }
    var details = begun.get().details();
    var byScript =
        files.stream().collect(Collectors.toMap(MigrationFile::script, file -> file, (a, _) -> a));
    var planned =
        details
            .getOrDefault(SCRIPTS, "")
            .lines()
            .flatMap(script -> Stream.ofNullable(byScript.get(script)))
            .toList();
    var before = new ArrayList<>(planned);
    before.removeAll(state.pending());
    boolean rest =
        planned.subList(before.size(), planned.size()).equals(state.pending())
            && before.stream().allMatch(file -> isApplied(file, state));
    var original =
        new Plan(
            Stream.concat(planned.stream().map(PlannedFile::of), sorted()).toList(),
            new TreeMap<>(placeholders),
            policy,
            begun.get().fromVersion(),
            state.versionAfter(),
            details.getOrDefault(SCHEMA, ""));
    if (!rest || !original.digest().equals(given)) {
      return false;
    }
    evidence.put(SCHEMA, original.schema());
    evidence.put(SCRIPTS, details.getOrDefault(SCRIPTS, ""));
    return true;
  }

  private Stream<PlannedFile> sorted() {
    return others.stream()
        .sorted(java.util.Comparator.comparing(PlannedFile::role).thenComparing(PlannedFile::path));
  }

  private static boolean isApplied(MigrationFile file, MigrationState state) {
    return state.changed().stream().noneMatch(changed -> changed.file().equals(file))
        && state.applied().stream()
            .anyMatch(row -> row.script().equals(file.script()) && row.success());
  }

  private String brief() {
    return brief(given);
  }

  private static String brief(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }
}
