package dev.lockgate.core.drift;

import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the migrations alone lead to: the history of a database, replayed on a shadow. */
public interface Reference {
  /**
   * Replays a history.
   *
   * @param state which migrations, in which order
   * @param given what the shadow has before the first of them
   * @throws dev.lockgate.core.step.Unsafe {@code replay-failed}, {@code shadow-lacks-extension}
   */
  Replayed replay(MigrationState state, Given given);

  /** What no migration makes and migrations may rely on: schemas, extensions, privileges. */
  enum Given {
    /** What was there when the history began and was not changed since. */
    BEFORE_THE_HISTORY,
    /** All that is there now, and that migrations could rely on. */
    AS_IT_IS
  }

  /**
   * A replayed history.
   *
   * @param snapshot the catalog of the shadow afterwards
   * @param inexact what the history names and the files cannot give
   * @param unproven objects made by a file that was changed since it was applied and is pending
   * @param lacking extensions that the shadow cannot have
   * @param notes what the shadow has otherwise than the database, a sentence each
   */
  record Replayed(
      SchemaSnapshot snapshot,
      List<AppliedMigration> inexact,
      Set<ObjectId> unproven,
      Set<ObjectId> lacking,
      List<String> notes) {
    public Replayed {
      inexact = List.copyOf(inexact);
      unproven = Collections.unmodifiableSet(new TreeSet<>(unproven));
      lacking = Collections.unmodifiableSet(new TreeSet<>(lacking));
      notes = List.copyOf(notes);
    }
  }
}
