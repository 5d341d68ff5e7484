package dev.lockgate.core.diff;

import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import java.util.function.Supplier;

/** Shows what a deploy would do: the pending files, their SQL, and the objects that change. */
public final class Diff {
  private final String place;
  private final Supplier<MigrationState> target;
  private final Rehearsal rehearsal;
  private final Log log;

  /**
   * A target and a place to rehearse; nothing is read yet.
   *
   * @param place where the target is, for people
   * @param target reads its history beside the files, and changes nothing
   */
  public Diff(String place, Supplier<MigrationState> target, Rehearsal rehearsal, Log log) {
    this.place = place;
    this.target = target;
    this.rehearsal = rehearsal;
    this.log = log;
  }

  /** Shows it; blocked when the migrations do not run. */
  public Outcome show() {
    log.info("reading the history of " + place);
    var state = target.get();
    var report = new DiffReport(place, state);
    if (state.pending().isEmpty()) {
      return report.nothingPending();
    }
    log.info("rehearsing " + state.pending().size() + " pending migrations on a shadow");
    return report.outcome(rehearsal.run(state));
  }
}
