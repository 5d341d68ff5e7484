package dev.lockgate.postgres.programs;

import dev.lockgate.core.database.Major;
import dev.lockgate.postgres.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dumps a whole database, in the custom format and without compression, into a stream. */
public final class PgDump {
  private final Database database;
  private final int client;
  private final Duration lockWait;
  private final Duration deadline;

  /**
   * A dump by the client program that fits the server.
   *
   * @param lockWait how long to wait for the lock on each table
   * @param deadline how long the whole dump may take
   */
  public PgDump(Database database, Major server, Duration lockWait, Duration deadline) {
    this.database = database;
    this.client = server.client();
    this.lockWait = lockWait;
    this.deadline = deadline;
  }

  /** The major of the program that writes the archive. */
  public int client() {
    return client;
  }

  /**
   * Writes the archive.
   *
   * @param snapshot an exported snapshot to dump, else one of its own
   * @param sink not closed
   * @throws dev.lockgate.core.step.StepFailure {@code dump-failed}, {@code lock-timeout}, {@code
   *     permission-denied}
   */
  public void writeTo(OutputStream sink, Optional<String> snapshot) {
    try (var child =
        Child.start(
            "pg_dump " + client,
            command(snapshot),
            ChildEnvironment.connecting(database),
            deadline,
            database.cancellation())) {
      child.input().close();
      child.output().transferTo(sink);
      var ended = child.await();
      if (!ended.well()) {
        throw ArchiveFailures.dump(database.url().place(), ended);
      }
    } catch (IOException e) {
      database.cancellation().check();
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(Optional<String> snapshot) {
    var command = new ArrayList<>(Programs.locate().client(client, "pg_dump"));
    command.add("--format=custom");
    command.add("--compress=0");
    command.add("--no-password");
    command.add("--lock-wait-timeout=" + lockWait.toMillis());
    snapshot.ifPresent(name -> command.add("--snapshot=" + name));
    command.add("--dbname=" + ChildEnvironment.KEEPALIVES);
    return command;
  }
}
