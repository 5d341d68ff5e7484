package dev.lockgate.core.diff;

import dev.lockgate.core.hazard.Evidence.Weight;
import dev.lockgate.core.hazard.RowQuestion;
import dev.lockgate.core.hazard.RowQuestion.Answer;
import dev.lockgate.core.migration.MigrationState;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What pending migrations are held against; nothing is changed by any look at it. */
public interface Target {
  /** How well a target is known. */
  enum Source {
    /** A live database. */
    DATABASE("exact: the schema, sizes and traffic of the live database"),
    /** The schema snapshot that drift publishes. */
    SNAPSHOT("recorded: the schema and sizes that the last drift run published"),
    /** What the base branch's migrations lead to. */
    REPLAY(
        "replayed: what the base branch's migrations lead to; sizes, rows and drift are not known");

    private final String confidence;

    Source(String confidence) {
      this.confidence = confidence;
    }

    /** The value of the output {@code target}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** How far it can be relied on, in words. */
    public String confidence() {
      return confidence;
    }
  }

  /** How well it is known. */
  Source source();

  /** Where it is, for people. */
  String place();

  /** Its history beside the files. */
  MigrationState state();

  /** The digest of its schema as it is; empty when only a replay can tell. */
  Optional<String> schemaDigest();

  /** What is in its tables, by name; empty when not known. */
  Map<String, Weight> weights();

  /** Whether rows break a rule; bounded in time. */
  Answer ask(RowQuestion question);
}
