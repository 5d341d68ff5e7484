package dev.lockgate.core.drift;

import dev.lockgate.core.drift.Reference.Given;
import dev.lockgate.core.drift.Reference.Replayed;
import dev.lockgate.core.migration.BaselineHistory;
import dev.lockgate.core.snapshot.StoredSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a database was compared with. */
sealed interface Basis {
  /** In words, for the facts of a report. */
  String words();

  /** How far it can be relied on, a sentence each. */
  List<String> notes();

  /** The snapshot that the last deploy left. */
  record LastDeploy(StoredSchema schema) implements Basis {
    @Override
    public String words() {
      return "the schema that the last deploy left, recorded at " + schema.taken();
    }

    @Override
    public List<String> notes() {
      return List.of();
    }
  }

  /** A snapshot that the workflow named. */
  record Named(StoredSchema schema) implements Basis {
    @Override
    public String words() {
      return "the schema snapshot given, taken at " + schema.taken();
    }

    @Override
    public List<String> notes() {
      return List.of();
    }
  }

  /** The history, replayed. */
  record History(Replayed replayed, Given given, @Nullable BaselineHistory baseline)
      implements Basis {
    @Override
    public String words() {
      return baseline == null
          ? "the history, replayed on a shadow"
          : "the files up to the baseline "
              + baseline.baseline().version()
              + " and the history after it, replayed on a shadow";
    }

    @Override
    public List<String> notes() {
      var notes = new ArrayList<String>();
      if (baseline != null) {
        notes.add(
            "The history began with a baseline: that the files up to it describe what was there is"
                + " assumed and recorded nowhere.");
      }
      if (given == Given.AS_IT_IS) {
        notes.add(
            "Schemas, extensions and default privileges that no migration made were taken as"
                + " given, because only with them the migrations lead to what is there.");
      }
      replayed.inexact().stream()
          .filter(row -> !row.isBaseline())
          .map(row -> "Not replayed exactly: " + row.label() + " (" + row.script() + ").")
          .forEach(notes::add);
      replayed.unproven().stream()
          .map(id -> "Not compared: " + id + ", whose file was changed since it was applied.")
          .forEach(notes::add);
      notes.addAll(replayed.notes());
      return notes;
    }
  }
}
