package dev.lockgate.postgres.replay;

import dev.lockgate.core.drift.Settlement.Settled;
import dev.lockgate.core.proof.Verdict;
import dev.lockgate.core.proof.Verdict.Proven;
import dev.lockgate.core.proof.Written;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.plan.Applier;
import dev.lockgate.core.schema.plan.SchemaPlan;
import dev.lockgate.core.schema.plan.SqlStatement;
import dev.lockgate.postgres.replay.Proving.Sides;
import java.util.List;

/** Writes the SQL of both directions and tries it. */
final class Settling {
  private static final Written NOTHING = new Written("", 0, List.of(), new Proven());

  private final Proving proving;
  private final Applier applier;

  /**
   * Settles drift.
   *
   * @param applier who will run the SQL
   */
  Settling(Proving proving, Applier applier) {
    this.proving = proving;
    this.applier = applier;
  }

  Settled settle(SchemaComparison drift) {
    var sides = proving.build(drift);
    var left = sides.texts().left(drift);
    return left.isEmpty() ? new Settled(left, NOTHING, NOTHING) : settle(left, sides);
  }

  private Settled settle(SchemaComparison drift, Sides sides) {
    var capture = SchemaPlan.between(drift.before(), drift.after(), applier);
    var revert = SchemaPlan.between(drift.after(), drift.before(), applier);
    return new Settled(
        drift, written(revert, sides.back(revert)), written(capture, sides.forward(capture)));
  }

  private static Written written(SchemaPlan plan, Verdict verdict) {
    var losing =
        plan.statements().stream().filter(SqlStatement::losesData).map(SqlStatement::text).toList();
    var script = plan.statements().isEmpty() ? "" : plan.script();
    return new Written(script, plan.statements().size(), losing, verdict);
  }
}
