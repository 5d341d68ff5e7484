package dev.lockgate.postgres.restore;

import dev.lockgate.core.backup.ArchiveReader;
import dev.lockgate.core.backup.LoadProgress;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.restore.RestoreSource;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.postgres.programs.ArchiveScript;
import dev.lockgate.postgres.script.ScriptRun;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** What both ways of loading have in common: which entries of an archive are wanted. */
record Loading(
    BiFunction<RestoreSource, Major, List<String>> contents,
    Duration deadline,
    StepContext context) {
  /** The wanted entries of an archive, in its order. */
  List<String> entries(RestoreSource source, Major major, Predicate<TocEntry> wanted) {
    return TocEntry.of(contents.apply(source, major)).stream()
        .filter(wanted)
        .map(TocEntry::line)
        .toList();
  }

  /**
   * What comes back into an empty database: all but our own schema and what only owners may say.
   */
  static boolean comesBack(TocEntry entry) {
    return !entry.isOurs() && !entry.isCommentOnExtension();
  }

  /** The same, into a database that kept these extensions and schemas. */
  static Predicate<TocEntry> comesBackBeside(
      Set<String> extensions, Set<String> schemas, List<String> roles) {
    return entry ->
        comesBack(entry)
            && !entry.isSubscription()
            && !entry.isExtension(extensions)
            && !entry.isSchema(schemas, roles);
  }

  /** Reads all of a source to load it, and says meanwhile how far that is. */
  void read(RestoreSource source, ArchiveReader reader) {
    long whole = source.manifest().map(m -> m.archive().plain().bytes()).orElse(0L);
    source.read(LoadProgress.of(reader, context.log(), whole));
  }

  /** Runs the SQL of an archive's entries in a session, whose transaction goes on. */
  void run(Connection session, RestoreSource source, Major major, List<String> entries) {
    read(
        source,
        plain -> {
          try (var script =
              ArchiveScript.start(
                  major,
                  source.client(),
                  plain,
                  entries,
                  deadline,
                  context.cancellation(),
                  "--single-transaction")) {
            run(session, script.output());
            script.end();
          }
        });
  }

  /** Runs a script in a session, whose transaction goes on. */
  void run(Connection session, InputStream script) throws IOException {
    var count = new ScriptRun(session).run(script);
    context.log().info("Ran %,d statements".formatted(count));
  }
}
