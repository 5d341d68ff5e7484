package dev.lockgate.postgres.replay;

import dev.lockgate.core.diff.Rehearsal.Failed;
import dev.lockgate.core.hazard.Observed;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.step.StepFailure;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Remembers which file of a rehearsal is running, to say where it failed. */
final class RehearsedFile implements Progress {
  private @Nullable MigrationFile current;

  @Override
  public void begins(MigrationFile file) {
    current = file;
  }

  Failed failed(StepFailure failure, List<String> notes, Observed observed) {
    var message = String.valueOf(failure.getMessage());
    var file = current == null ? "" : current.path();
    return new Failed(file, line(message, file), message, sqlState(failure), notes, observed);
  }

  private static String sqlState(StepFailure failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  /** The message names the place as {@code `file:line`}. */
  private static int line(String message, String file) {
    var place = Pattern.compile("`" + Pattern.quote(file) + ":(\\d{1,9})`").matcher(message);
    return place.find() ? Integer.parseInt(place.group(1)) : 0;
  }
}
