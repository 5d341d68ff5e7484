package dev.lockgate.postgres.replay;

import dev.lockgate.core.diff.Target;
import dev.lockgate.core.hazard.Evidence.Weight;
import dev.lockgate.core.hazard.RowQuestion;
import dev.lockgate.core.hazard.RowQuestion.Answer;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.snapshot.TableWeight;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.RememberedHistory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The target when only the schema snapshot that drift publishes is at hand. It needs no secret, so
 * it serves the pull request of a fork as well.
 */
public final class StoredTarget implements Target {
  private final StoredSchema schema;
  private final MigrationFolder folder;
  private final Supplier<Database> empty;

  /**
   * A target and the migrations beside it.
   *
   * @param empty an empty database, in which the history of the snapshot is read
   */
  public StoredTarget(StoredSchema schema, MigrationFolder folder, Supplier<Database> empty) {
    this.schema = schema;
    this.folder = folder;
    this.empty = empty;
  }

  @Override
  public Source source() {
    return Source.SNAPSHOT;
  }

  @Override
  public String place() {
    return "the schema snapshot of %s, PostgreSQL %s"
        .formatted(schema.taken(), schema.standing().server());
  }

  @Override
  public MigrationState state() {
    return new RememberedHistory(schema.history(), folder).read(empty.get());
  }

  @Override
  public Optional<String> schemaDigest() {
    return Optional.of(schema.schema().digest());
  }

  @Override
  public Map<String, Weight> weights() {
    var seconds =
        Math.max(1, Duration.between(schema.countedSince(), schema.taken()).toMillis() / 1000.0);
    var weights = new TreeMap<String, Weight>();
    schema.tables().forEach((name, table) -> weights.put(name, weight(table, seconds)));
    return weights;
  }

  @Override
  public Answer ask(RowQuestion question) {
    return new RowQuestion.Unknown("a schema snapshot holds no rows");
  }

  private static Weight weight(TableWeight table, double seconds) {
    return new Weight(
        table.rows(), table.bytes(), table.reads() / seconds, table.writes() / seconds);
  }
}
