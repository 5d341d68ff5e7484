package dev.lockgate.core.hazard;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.report.Finding.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A comment by which the author of a file takes a hazard upon themselves: {@code -- lockgate:
 * accept drops-column because the column is unused since V41}. It counts for the statement in or
 * before which it stands.
 *
 * @param place where the comment stands
 * @param statement the line at which its statement begins; 0 when none follows
 * @param kind the class as written
 * @param reason as written; empty when there is none
 */
public record Acceptance(Location place, int statement, String kind, String reason) {
  private static final Pattern COMMENT =
      Pattern.compile("--\\s*lockgate:\\s*accept\\b\\s*(\\S*)(?:\\s+because\\s+(.*))?.*");

  /** Every acceptance of a file. */
  public static List<Acceptance> in(MigrationFile file) {
    var found = new ArrayList<Acceptance>();
    var lines = file.sql().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      var comment = COMMENT.matcher(lines.get(i));
      if (comment.find()) {
        var reason = Optional.ofNullable(comment.group(2)).orElse("").strip();
        found.add(
            new Acceptance(
                new Location(file.path(), i + 1),
                statement(file, i + 1),
                comment.group(1),
                reason));
      }
    }
    return found;
  }

  /** The statement that the line lies in, else the next one. */
  private static int statement(MigrationFile file, int line) {
    var at = 0;
    for (var statement : SqlText.statements(file.sql())) {
      var last = statement.line() + (int) statement.text().lines().count() - 1;
      at = statement.line();
      if (line <= last) {
        return at;
      }
    }
    return 0;
  }

  /** Whether it says what it must: a class that exists, and a reason. */
  public boolean isValid() {
    return !reason.isEmpty() && HazardClass.of(kind).isPresent();
  }

  /** Whether it takes on a hazard. */
  public boolean covers(Hazard hazard) {
    return isValid()
        && hazard.kind().word().equals(kind)
        && hazard.place().file().equals(place.file())
        && hazard.place().line() == statement;
  }
}
