package dev.lockgate.action.diff;

import dev.lockgate.clients.github.PublishedSnapshot;
import dev.lockgate.clients.snapshot.SnapshotFile;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import dev.lockgate.runner.Parse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The input {@code schema-snapshot}: a file of the workspace, or an artifact of another run. */
sealed interface SnapshotInput {
  String ARTIFACT = "artifact:";

  /** A file, which was read. */
  record OfFile(StoredSchema schema) implements SnapshotInput {}

  /** The newest artifact with a name. */
  record OfArtifact(String name) implements SnapshotInput {}

  /**
   * Reads the input.
   *
   * @param path turns a text into a path of the workspace
   */
  static SnapshotInput parse(String text, Function<String, Path> path) {
    return text.startsWith(ARTIFACT)
        ? new OfArtifact(Parse.name(text.substring(ARTIFACT.length())))
        : new OfFile(SnapshotFile.read(path.apply(text)));
  }

  /**
   * The snapshot itself; empty, with a warning, where an artifact cannot be had and the base branch
   * can be replayed instead: before drift has run for the first time, a pull request has a diff.
   *
   * @throws OutsideFailed {@code snapshot-not-found} where nothing can be replayed
   */
  default Optional<StoredSchema> schema(Secret token, Run run, boolean replayable, Log log) {
    try {
      return Optional.of(schema(token, run));
    } catch (OutsideFailed e) {
      if (!replayable) {
        throw e;
      }
      log.warning(
          e.getMessage()
              + " The base branch is replayed instead, which knows nothing of what the database"
              + " has besides: sizes, rows, changes that no migration made.");
      return Optional.empty();
    }
  }

  /** The snapshot itself. */
  default StoredSchema schema(Secret token, Run run) {
    return switch (this) {
      case OfFile(var schema) -> schema;
      case OfArtifact(var name) -> new PublishedSnapshot(token, run).read(name);
    };
  }
}
