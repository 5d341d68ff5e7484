package dev.lockgate.core.diff;

import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.List;

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
  }

  /**
   * Every pending file ran.
   *
   * @param before the schema that the applied migrations lead to
   * @param after the schema with the pending ones
   * @param inexact what the history names and the files cannot give
   */
  record Ran(
      SchemaSnapshot before,
      SchemaSnapshot after,
      List<AppliedMigration> inexact,
      List<String> notes)
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
   */
  record Failed(String file, int line, String message, List<String> notes) implements Rehearsed {
    public Failed {
      notes = List.copyOf(notes);
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
