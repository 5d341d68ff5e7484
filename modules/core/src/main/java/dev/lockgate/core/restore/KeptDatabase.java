package dev.lockgate.core.restore;

import dev.lockgate.core.backup.ByteSize;
import dev.lockgate.core.gate.Confirmation;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Removes a database that a restore kept, when its name was typed.
 *
 * @param kept all that restores kept of the live database
 * @param drop drops one of them
 */
public record KeptDatabase(List<TargetState.OldDatabase> kept, Consumer<String> drop) {
  public KeptDatabase {
    kept = List.copyOf(kept);
  }

  /**
   * Removes it.
   *
   * @param confirmation whose phrase is the name
   */
  public Outcome remove(String name, Confirmation confirmation) {
    var found = kept.stream().filter(one -> one.name().equals(name)).findFirst();
    var known = known(name, found);
    var typed = confirmation.gate();
    if (!known.open() || !typed.open()) {
      var code = known.open() ? "restore-not-confirmed" : "kept-database-unknown";
      return new Outcome.Blocked(blocked(code, known.open() ? typed : known), code);
    }
    drop.accept(name);
    return new Outcome.Passed(
        report()
            .fact("Removed", name)
            .fact("Freed", new ByteSize(found.orElseThrow().size()).toString())
            .build("Removed the kept database " + name));
  }

  private Gate known(String name, Optional<TargetState.OldDatabase> found) {
    return found.isPresent()
        ? Gate.open("kept database", "a restore kept " + name)
        : Gate.closed(
            "kept database",
            "no restore of this database kept `" + name + "`",
            "Set `kept-database` to one of those listed.");
  }

  private Report blocked(String code, Gate gate) {
    return report()
        .finding(Finding.of(Finding.Level.ERROR, code, gate.evidence() + ". " + gate.remedy()))
        .build("Blocked: nothing was removed");
  }

  private Report.Builder report() {
    var report = Report.builder();
    report.heading("Databases kept by restores");
    report.table(
        List.of("Name", "Size"),
        kept.stream()
            .map(one -> List.of(one.name(), new ByteSize(one.size()).toString()))
            .toList());
    return report;
  }
}
