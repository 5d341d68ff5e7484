package dev.lockgate.postgres.replay;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.drift.Settlement;
import dev.lockgate.core.proof.Verdict;
import dev.lockgate.core.proof.Verdict.Proven;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.plan.Applier;
import dev.lockgate.core.schema.plan.SchemaPlan;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.shadow.ShadowServer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shadow on which SQL between two schemas is tried, whatever led to them. */
public final class ProofShadow implements Settlement, AutoCloseable {
  /**
   * SQL of one direction and what trying it has shown.
   *
   * @param comparison what is left of it: two texts that say the same once both were loaded are no
   *     difference
   * @param plan leads from its first side to its second
   */
  public record Proved(SchemaComparison comparison, SchemaPlan plan, Verdict verdict) {}

  private final Database current;
  private final Optional<DatabaseUrl> shadowUrl;
  private final Cancellation cancellation;
  private @Nullable ShadowServer server;
  private int databases;

  /** A shadow of the server of a database; it starts when it is first needed. */
  public ProofShadow(Database current, Cancellation cancellation) {
    this(current, Optional.empty(), cancellation);
  }

  /**
   * A shadow of the server of a database; it starts when it is first needed.
   *
   * @param shadowUrl a throw-away server to use instead of ours
   */
  public ProofShadow(Database current, Optional<DatabaseUrl> shadowUrl, Cancellation cancellation) {
    this.current = current;
    this.shadowUrl = shadowUrl;
    this.cancellation = cancellation;
  }

  /**
   * Writes the SQL of both directions and tries it: {@code capture} leads from the first side to
   * the second.
   */
  @Override
  public Settled settle(SchemaComparison comparison) {
    var standing = standing();
    var probe = bare(standing);
    return new Settling(proving(standing), probe.applier(probe.database())).settle(comparison);
  }

  /** Writes the SQL that leads from the first side to the second and tries it. */
  public Proved prove(SchemaComparison comparison, Applier applier) {
    var sides = proving(standing()).build(comparison);
    var left = sides.texts().left(comparison);
    var plan = SchemaPlan.between(left.before(), left.after(), applier);
    return new Proved(left, plan, plan.isEmpty() ? new Proven() : sides.forward(plan));
  }

  private Standing standing() {
    return current.read(session -> StandingQuery.read(session, "", "", Optional.empty()));
  }

  private Proving proving(Standing standing) {
    return new Proving(() -> bare(standing), SchemaSnapshot.of(List.of()), Scope.ALL);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }

  private Twin bare(Standing standing) {
    if (server == null) {
      server = new Original.Live(current, Scope.ALL).server(shadowUrl, standing, cancellation);
    }
    return Twin.bare(server, "lockgate_proof_" + ++databases, standing);
  }
}
