package dev.lockgate.core.hazard;

import static dev.lockgate.core.hazard.Axis.BLOCKING;
import static dev.lockgate.core.hazard.Axis.CARE;
import static dev.lockgate.core.hazard.Axis.DATA_LOSS;
import static dev.lockgate.core.hazard.Axis.DEPLOY;
import static dev.lockgate.core.hazard.Axis.RUNNING_APPLICATION;
import static dev.lockgate.core.hazard.Level.HIGH;
import static dev.lockgate.core.hazard.Level.NOTE;
import static dev.lockgate.core.hazard.Level.WARN;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of hazards, under the names that policies and acceptance comments use. Each says what
 * is dangerous, how grave it is before sizes are known, and the safer way.
 */
public enum HazardClass {
  DROPS_DATABASE(
      DATA_LOSS,
      HIGH,
      "a whole database is removed",
      "Leave it out of migrations; drop it by hand, once nobody is connected and its backup was restored."),
  DROPS_SCHEMA(
      DATA_LOSS,
      HIGH,
      "a schema is removed with all that is in it",
      "Drop it in a later release, once nothing reads it; the safety backup is the way back."),
  DROPS_TABLE(
      DATA_LOSS,
      HIGH,
      "a table is removed with its rows",
      "Rename it first and drop it in a later release; the safety backup is the way back."),
  DROPS_COLUMN(
      DATA_LOSS,
      HIGH,
      "a column is removed with its values",
      "Release an application that no longer reads it first, then drop it."),
  TRUNCATES_TABLE(
      DATA_LOSS,
      HIGH,
      "every row of a table is removed",
      "Delete by condition in batches, or accept it with the reason."),
  CHANGES_ALL_ROWS(
      DATA_LOSS,
      WARN,
      "an UPDATE or DELETE without a condition touches every row in one statement",
      "Do it in batches, outside the migration, each in its own transaction."),
  DROPS_CONSTRAINT(
      DATA_LOSS,
      NOTE,
      "a rule on the data is given up",
      "Make sure that the application keeps the rule, for rows that break it cannot be told later."),
  DROPS_NOT_NULL(
      DATA_LOSS,
      NOTE,
      "a column may be empty from now on",
      "Make sure that every reader expects an empty value."),

  RENAMES_TABLE(
      RUNNING_APPLICATION,
      HIGH,
      "the running application no longer finds the table that it knows under its name",
      "Keep a view under the old name until the old application is gone."),
  RENAMES_COLUMN(
      RUNNING_APPLICATION,
      HIGH,
      "the running application no longer finds a column under its name",
      "Add a column, write both, move readers, then drop the old one."),
  RENAMES_SCHEMA(
      RUNNING_APPLICATION,
      HIGH,
      "the running application no longer finds a schema under its name",
      "Make a new schema and move objects as the application follows."),
  RENAMES_ENUM_VALUE(
      RUNNING_APPLICATION,
      HIGH,
      "the running application no longer finds a value of an enum",
      "Add a value, move rows and code, and leave the old one."),
  RENAMES_OBJECT(
      RUNNING_APPLICATION,
      WARN,
      "the running application no longer finds a view, function, sequence or type under its name",
      "Make it anew under the new name and drop the old one later."),
  DROPS_OBJECT(
      RUNNING_APPLICATION,
      WARN,
      "a view, one of its columns, a function, sequence or type is removed, which the running"
          + " application may use",
      "Drop it in a later release, once nothing uses it."),
  BREAKS_FUNCTION(
      RUNNING_APPLICATION,
      WARN,
      "the text of a function names what is removed or renamed, so it fails when it is called",
      "Replace the function in the same migration."),
  REQUIRES_COLUMN(
      RUNNING_APPLICATION,
      HIGH,
      "the running application does not fill a column that must not be empty, so its inserts fail",
      "Give it a default that stays until every writer fills it."),
  DROPS_DEFAULT(
      RUNNING_APPLICATION,
      WARN,
      "a default goes away that the running application may rely on",
      "Drop it in a later release, once every writer fills the column."),

  REWRITES_TABLE(
      BLOCKING,
      HIGH,
      "the whole table and its indexes are copied while nobody reads or writes it",
      "Add a new column or table, fill it in batches, and switch over."),
  CHANGES_TYPE(
      BLOCKING,
      HIGH,
      "a column gets another type, which copies or reads the whole table while nobody reads or writes it",
      "Add a column of the new type, fill it in batches, and switch over."),
  ADDS_SERIAL_COLUMN(
      BLOCKING,
      HIGH,
      "a serial, identity or stored generated column is added, which copies the whole table",
      "Add the column without its numbers, fill it in batches, then attach the sequence."),
  SCANS_FOR_NOT_NULL(
      BLOCKING,
      HIGH,
      "every row is read under a lock to prove that a column is filled",
      "Add `check (… is not null) not valid`, validate it in a later migration, then set not null: it is then not read again."),
  SCANS_FOR_CHECK(
      BLOCKING,
      HIGH,
      "every row is read under a lock to prove a check",
      "Add it `not valid`, and validate it in a migration of its own."),
  SCANS_FOR_FOREIGN_KEY(
      BLOCKING,
      HIGH,
      "every row is read to prove a foreign key, while both tables refuse writes",
      "Add it `not valid`, and validate it in a migration of its own."),
  VALIDATES_IN_SAME_TRANSACTION(
      BLOCKING,
      HIGH,
      "a constraint is validated in the transaction that added it, whose lock is still held",
      "Validate in a migration of its own, after the one that adds it was committed."),
  BUILDS_INDEX(
      BLOCKING,
      HIGH,
      "an index is built while the table refuses writes",
      "Use `create index concurrently`, in a file of its own."),
  BUILDS_UNIQUE(
      BLOCKING,
      HIGH,
      "a unique constraint builds its index while nobody reads or writes the table",
      "Create a unique index concurrently, then `add constraint … unique using index`."),
  BUILDS_PRIMARY_KEY(
      BLOCKING,
      HIGH,
      "a primary key builds its index, and may read every row, while nobody reads or writes the table",
      "Create a unique index concurrently and prove not null beforehand, then `add constraint … primary key using index`."),
  BUILDS_EXCLUSION(
      BLOCKING,
      HIGH,
      "an exclusion constraint builds its index while nobody reads or writes the table",
      "There is no way around it: choose a quiet hour, or keep the rule with a trigger."),
  DROPS_INDEX(
      BLOCKING,
      WARN,
      "an index is dropped under a lock that stops reads and writes, and queries may need it",
      "Use `drop index concurrently`, in a file of its own."),
  REINDEXES(
      BLOCKING,
      HIGH,
      "an index is built anew while the table refuses writes",
      "Use `reindex … concurrently`, in a file of its own."),
  REFRESHES_VIEW(
      BLOCKING,
      WARN,
      "a materialized view is filled anew while nobody reads it",
      "Use `refresh materialized view concurrently`."),
  ATTACHES_PARTITION(
      BLOCKING,
      WARN,
      "a partition is attached and every row read to prove its bounds",
      "Add a check with the bounds first, validated: the rows are then not read again."),
  DETACHES_PARTITION(
      BLOCKING,
      WARN,
      "a partition is detached under a lock that stops reads and writes of the whole table",
      "Use `detach partition … concurrently`, in a file of its own."),
  CHANGES_TRIGGER(
      BLOCKING,
      NOTE,
      "a trigger is made, switched or dropped: writes wait for it, and behave differently afterwards",
      "Keep it the only statement of its file, with a lock timeout."),
  LOCKS_TABLE(
      BLOCKING,
      WARN,
      "a lock that stops reads and writes is taken by itself",
      "Take it only for what needs it, and with a lock timeout."),
  HOLDS_LOCK(
      BLOCKING,
      WARN,
      "more work is done while a lock that stops reads and writes is held",
      "Put the statement that needs the lock last, or into a file of its own."),
  LOCKS_SEVERAL_TABLES(
      BLOCKING,
      NOTE,
      "several tables are locked at once, which can end in a deadlock with the application",
      "Lock one table in each migration."),
  ALTERS_REPEATEDLY(
      BLOCKING,
      NOTE,
      "one table is altered several times where one statement would do, each reading or copying it again",
      "Put the alterations into one `alter table`."),
  LACKS_LOCK_TIMEOUT(
      BLOCKING,
      WARN,
      "a strong lock is asked for without lock_timeout: while it waits, every later query waits behind it",
      "Set `lock_timeout`; Lockgate's deploy does unless its input says `0`."),
  LACKS_STATEMENT_TIMEOUT(
      BLOCKING,
      NOTE,
      "a statement that reads or copies a table may run without end under its lock",
      "Set `statement_timeout` for the deploy."),

  MAY_FAIL_ON_ROWS(
      DEPLOY,
      NOTE,
      "whether it runs depends on the rows of the target",
      "Look at the rows before the deploy."),
  FAILS_ON_ROWS(
      DEPLOY,
      HIGH,
      "rows of the target break the new rule, so the deploy will stop",
      "Correct the rows in an earlier migration."),
  CONCURRENTLY_IN_TRANSACTION(
      DEPLOY,
      HIGH,
      "PostgreSQL refuses a concurrent statement inside a transaction",
      "Give the statement a file of its own."),
  TRANSACTION_CONTROL(
      DEPLOY,
      HIGH,
      "the file begins or ends a transaction by itself, so a failure leaves half of it behind",
      "Remove it: each file runs in a transaction."),
  USES_NEW_ENUM_VALUE(
      DEPLOY,
      HIGH,
      "a value of an enum is used in the transaction that added it, which PostgreSQL refuses",
      "Add the value in one deploy and use it in the next: files that are deployed together share a transaction."),

  FOREIGN_KEY_WITHOUT_INDEX(
      CARE,
      WARN,
      "deleting or changing a referenced row reads the whole referencing table",
      "Create an index on the referencing columns, concurrently."),
  WIDE_INDEX(
      CARE,
      NOTE,
      "an index on many columns that is not unique rarely pays for its size",
      "Index the columns that narrow the search most."),
  POOR_TYPE(
      CARE,
      NOTE,
      "the type of a column ages badly",
      "See the finding for the type that ages better."),
  USES_ENUM(
      CARE,
      NOTE,
      "values of an enum can be added and never removed",
      "A table of values with a foreign key can be changed later."),
  CHANGES_RIGHTS(
      CARE,
      NOTE,
      "who may do what changes",
      "Make sure that the role of the application is meant."),
  CHANGES_ROW_SECURITY(
      CARE,
      WARN,
      "which rows a role may see or change is decided anew",
      "Try the application's role against it."),
  FAILS_WHEN_REPEATED(
      CARE,
      NOTE,
      "run outside a transaction, it cannot be run again after it failed half-way",
      "Use `if not exists` or `if exists` in files that run without a transaction.");

  private final Axis axis;
  private final Level level;
  private final String meaning;
  private final String remedy;

  HazardClass(Axis axis, Level level, String meaning, String remedy) {
    this.axis = axis;
    this.level = level;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** As users write it, such as {@code drops-column}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The class with a word. */
  public static Optional<HazardClass> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** In which way it hurts. */
  public Axis axis() {
    return axis;
  }

  /** How grave it is on a table of which nothing more is known. */
  public Level level() {
    return level;
  }

  /** What is dangerous, in words. */
  public String meaning() {
    return meaning;
  }

  /** The safer way, in a sentence. */
  public String remedy() {
    return remedy;
  }
}
