package dev.lockgate.core.drift;

import dev.lockgate.core.drift.DriftOrder.Check;
import dev.lockgate.core.drift.DriftOrder.Source;
import dev.lockgate.core.migration.BaselineHistory;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Unsafe;
import java.util.List;
import java.util.Optional;

/** Compares a live schema with what was deployed, and says how what differs can be settled. */
public final class Drift {
  private final LiveSchema live;
  private final Reference reference;
  private final Settlement settlement;
  private final DriftFiles output;
  private final Log log;

  /** A live schema and a place to replay its history and to try SQL; nothing is read yet. */
  public Drift(
      LiveSchema live, Reference reference, Settlement settlement, DriftFiles output, Log log) {
    this.live = live;
    this.reference = reference;
    this.settlement = settlement;
    this.output = output;
    this.log = log;
  }

  /**
   * Looks for drift and for what else was asked.
   *
   * @param layout how the files of the folder are named
   * @param files every migration of the folder
   * @throws BadInputs {@code no-history}, {@code no-reference}
   * @throws Unsafe {@code replay-failed}
   */
  public Outcome find(Layout layout, List<MigrationFile> files, DriftOrder order) {
    log.info("reading the history and the schema of " + live.place());
    var state = live.state();
    if (state.applied().isEmpty() && needsHistory(order)) {
      throw noHistory();
    }
    var now = live.now(state);
    var report = new DriftReport(live.place(), state, now.schema(), order.failOnDrift());
    if (order.checks().contains(Check.DRIFT)) {
      look(now, state, new Folder(layout, files), order, report);
    }
    if (order.checks().contains(Check.HISTORY)) {
      report.history();
    }
    if (order.checks().contains(Check.READINESS)) {
      report.readiness(live.readiness());
    }
    if (order.checks().contains(Check.SECURITY)) {
      report.security(live.posture());
    }
    order.drill().ifPresent(report::drill);
    report.schema(output.schema(now));
    return report.outcome();
  }

  /** The migrations of a repository. */
  record Folder(Layout layout, List<MigrationFile> files) {
    Folder {
      files = List.copyOf(files);
    }
  }

  private void look(
      StoredSchema now, MigrationState state, Folder folder, DriftOrder order, DriftReport report) {
    var stored = stored(now, state, order);
    var baseline = BaselineHistory.of(state, folder.files()).orElse(null);
    if (stored.isEmpty() && baseline != null && baseline.below().isEmpty()) {
      report.notProvable();
      return;
    }
    var compared =
        stored
            .map(basis -> compared(basis, now))
            .orElseGet(
                () -> new HistoryComparison(reference, log).compare(now.schema(), state, baseline));
    if (compared.comparison().isEmpty()) {
      report.noDrift(compared);
      return;
    }
    log.info("writing the SQL that settles " + compared.comparison().changes().size() + " objects");
    settle(compared, new NextFile(state, folder, now.taken()), report);
  }

  private void settle(Compared compared, NextFile next, DriftReport report) {
    var settled = settlement.settle(compared.comparison());
    var left = compared.with(settled.drift());
    if (settled.drift().isEmpty()) {
      report.noDrift(left);
      return;
    }
    var scripts = new SettlingFiles(next, output);
    report.drift(left, scripts.write(settled));
  }

  private static Compared compared(Basis basis, StoredSchema now) {
    var before =
        switch (basis) {
          case Basis.LastDeploy(var schema) -> schema.schema();
          case Basis.Named(var schema) -> schema.schema();
          case Basis.History(var replayed, _, _) -> replayed.snapshot();
        };
    return new Compared(SchemaComparison.of(before, now.schema()), basis);
  }

  /** The snapshot to compare with; empty when the history is to be replayed. */
  private Optional<Basis> stored(StoredSchema now, MigrationState state, DriftOrder order) {
    return switch (order.source()) {
      case HISTORY -> Optional.empty();
      case SNAPSHOT -> Optional.of(new Basis.Named(order.given().orElseThrow(Drift::noSnapshot)));
      case LAST_DEPLOY ->
          Optional.of(new Basis.LastDeploy(live.lastDeploy().orElseThrow(Drift::noDeploy)));
      case AUTO ->
          order
              .given()
              .<Basis>map(Basis.Named::new)
              .or(() ->
                  live.lastDeploy().filter(it -> fits(it, now, state)).map(Basis.LastDeploy::new));
    };
  }

  /** Migrations that came in by another way, or another major, make it a thing of the past. */
  private boolean fits(StoredSchema stored, StoredSchema now, MigrationState state) {
    boolean fits =
        stored.standing().major() == now.standing().major()
            && StoredSchema.sameRows(stored.history().rows(), state.applied());
    if (!fits) {
      log.info("the last deploy's snapshot is older than the history; it is not used");
    }
    return fits;
  }

  private static boolean needsHistory(DriftOrder order) {
    return order.source() != Source.SNAPSHOT
        && order.given().isEmpty()
        && (order.checks().contains(Check.DRIFT) || order.checks().contains(Check.HISTORY));
  }

  private BadInputs noHistory() {
    return new BadInputs(
        "no-history",
        new Problem(
            "database-url",
            live.place() + " has no Flyway history, so nothing says which migrations were applied"),
        "Nothing was changed. Drift is the difference from what was deployed: deploy to this"
            + " database first, or check that `database-url` names the right database and schema.");
  }

  private static BadInputs noSnapshot() {
    return new BadInputs(
        "no-reference",
        new Problem("reference", "`snapshot` needs the file: set `schema-snapshot` to its path"),
        "Nothing was changed. Name the file that an earlier drift wrote (its output"
            + " `schema-path`), or leave `reference` at `auto`.");
  }

  private static BadInputs noDeploy() {
    return new BadInputs(
        "no-reference",
        new Problem("reference", "`last-deploy`, and no deploy has left a schema snapshot there"),
        "Nothing was changed. Leave `reference` at `auto`, which replays the history instead, or"
            + " deploy once with Lockgate.");
  }
}
