package dev.lockgate.core.diff;

import dev.lockgate.core.hazard.Observed;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Runs pending migrations on a shadow that stands where the target stands. */
public interface Rehearsal {
  /**
   * Replays what was applied, reads the schema, runs what is pending, reads it again.
   *
   * @throws dev.lockgate.core.step.StepFailure when the shadow itself could not be had
   */
  Rehearsed run(MigrationState state);

  /** How a rehearsal ended. */
  sealed interface Rehearsed {
    /** What the shadow has otherwise than the target, a sentence each. */
    List<String> notes();

    /** What was seen of the statements that ran. */
    default Observed observed() {
      return Observed.NOTHING;
    }
  }

  /**
   * Every pending file ran.
   *
   * @param before the schema that the applied migrations lead to
   * @param after the schema with the pending ones
   * @param inexact what the history names and the files cannot give
   * @param observed what was seen of each statement
   * @param wayBack how going down and up again did, where every pending file has a down script
   */
  record Ran(
      SchemaSnapshot before,
      SchemaSnapshot after,
      List<AppliedMigration> inexact,
      List<String> notes,
      Observed observed,
      Optional<WayBack> wayBack)
      implements Rehearsed {
    public Ran {
      inexact = List.copyOf(inexact);
      notes = List.copyOf(notes);
    }
  }

  /**
   * A pending file failed.
   *
   * @param file its path in the repository
   * @param line from 1; 0 when not known
   * @param message what the server said: text from outside
   * @param sqlState PostgreSQL's code; empty when it was not the server that refused
   * @param observed what was seen of the statements before it
   */
  record Failed(
      String file, int line, String message, String sqlState, List<String> notes, Observed observed)
      implements Rehearsed {
    /** Integrity of rows, and what SQL of the user raised by itself. */
    private static final Pattern OF_ROWS = Pattern.compile("23...|P0001|P0002|P0003|22...");

    public Failed {
      notes = List.copyOf(notes);
    }

    /** Whether it depends on rows, which a shadow does not have, or not all of them. */
    public boolean dependsOnRows() {
      return OF_ROWS.matcher(sqlState).matches();
    }
  }

  /**
   * What was applied does not run any more, so there is nothing to rehearse on.
   *
   * @param message what happened: text from outside
   */
  record NotReplayed(String message, List<String> notes) implements Rehearsed {
    public NotReplayed {
      notes = List.copyOf(notes);
    }
  }
}
