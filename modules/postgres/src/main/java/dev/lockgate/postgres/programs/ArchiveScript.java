package dev.lockgate.postgres.programs;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The SQL that pg_restore makes of an archive while both stream by; nothing connects. */
public final class ArchiveScript implements AutoCloseable {
  private final Child writer;
  private final Feed feed;
  private final Cancellation cancellation;

  private ArchiveScript(Child writer, Feed feed, Cancellation cancellation) {
    this.writer = writer;
    this.feed = feed;
    this.cancellation = cancellation;
  }

  /**
   * Starts writing.
   *
   * @param server where it will be run
   * @param archiveWriter major of the pg_dump that wrote the archive
   * @param entries the lines of the table of contents that are wanted, in their order
   * @param words further options of pg_restore, such as {@code --clean}
   */
  public static ArchiveScript start(
      Major server,
      int archiveWriter,
      InputStream archive,
      List<String> entries,
      Duration deadline,
      Cancellation cancellation,
      String... words) {
    var client = Programs.clientFor(server, archiveWriter);
    var environment = ChildEnvironment.offline();
    var command = new ArrayList<>(Programs.locate().client(client, "pg_restore"));
    command.addAll(List.of("--file=-", environment.entries(entries)));
    command.addAll(List.of(words));
    var child = Child.start("pg_restore " + client, command, environment, deadline, cancellation);
    return new ArchiveScript(child, Feed.start(archive, child), cancellation);
  }

  /** The script. */
  public InputStream output() {
    return writer.output();
  }

  /**
   * Waits for the end, once the script was read to its end.
   *
   * @throws dev.lockgate.core.step.Unsafe {@code archive-unreadable}
   * @throws IOException when the archive could not be read
   */
  public void end() throws IOException {
    var ended = writer.await();
    feed.end();
    cancellation.check();
    if (!ended.well()) {
      throw ArchiveFailures.unreadable(ended);
    }
  }

  /** Stops the writing, when it is not at its end. */
  @Override
  public void close() {
    writer.kill();
    writer.close();
    try {
      feed.end();
    } catch (IOException | RuntimeException _) {
      // whoever reads the archive tells what is wrong with it
    }
  }
}
