package dev.lockgate.postgres.replay;

import dev.lockgate.core.drift.Settlement;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
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
  private final Database current;
  private final Cancellation cancellation;
  private @Nullable ShadowServer server;
  private int databases;

  /** A shadow of the server of a database; it starts when it is first needed. */
  public ProofShadow(Database current, Cancellation cancellation) {
    this.current = current;
    this.cancellation = cancellation;
  }

  /**
   * Writes the SQL of both directions and tries it: {@code capture} leads from the first side to
   * the second.
   */
  @Override
  public Settled settle(SchemaComparison comparison) {
    var standing = current.read(session -> StandingQuery.read(session, "", "", Optional.empty()));
    var nothing = SchemaSnapshot.of(List.of());
    var proving = new Proving(() -> bare(standing), nothing, Scope.ALL);
    var probe = bare(standing);
    return new Settling(proving, probe.applier(probe.database())).settle(comparison);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }

  private Twin bare(Standing standing) {
    if (server == null) {
      server = ShadowServer.start(current.major(), standing.superuser(), cancellation);
    }
    return Twin.bare(server, "lockgate_proof_" + ++databases, standing);
  }
}
