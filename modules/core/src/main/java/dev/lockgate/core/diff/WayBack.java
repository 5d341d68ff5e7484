package dev.lockgate.core.diff;

import dev.lockgate.core.report.Block.Bullets;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.report.Finding.Location;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.schema.ObjectChange;
import java.util.ArrayList;
import java.util.List;

/**
 * How the scripts that take migrations back did on a shadow: up, down, and up again.
 *
 * @param files the down scripts that ran, in their order
 * @param notUndone objects that are not as they were before the migrations
 * @param notAgain objects that are not as after the first time, once the migrations ran again
 * @param failure what PostgreSQL said when a script, or the second way up, failed; else empty
 */
public record WayBack(
    List<String> files, List<ObjectChange> notUndone, List<ObjectChange> notAgain, String failure) {
  public WayBack {
    files = List.copyOf(files);
    notUndone = List.copyOf(notUndone);
    notAgain = List.copyOf(notAgain);
  }

  /** Says what going back would leave behind. */
  void addTo(Report.Builder report) {
    report.heading("Down and up again");
    var told = new ArrayList<String>();
    told.add("Ran up, then " + String.join(", ", files) + ", then up again.");
    if (!failure.isEmpty()) {
      told.add("It failed: " + failure);
    }
    notUndone.forEach(change -> told.add("Not undone: " + change.id() + "."));
    notAgain.forEach(change -> told.add("Not the same the second time: " + change.id() + "."));
    if (told.size() == 1) {
      told.add("Afterwards every object was as it should be. Rows are not compared.");
    } else {
      report.finding(
          new Finding(
              Level.WARNING,
              "down-incomplete",
              "The way back does not lead back: " + String.join(" ", told.subList(1, told.size())),
              new Location(files.getFirst(), 1)));
    }
    report.add(new Bullets(told));
  }
}
