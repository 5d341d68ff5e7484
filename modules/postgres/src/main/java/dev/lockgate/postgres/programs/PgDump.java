package dev.lockgate.postgres.programs;

import dev.lockgate.core.database.Major;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dumps a database, in the custom format and without compression, into a stream. */
public final class PgDump {
  private static final int PIECE = 1 << 16;

  private final Database database;
  private final int client;
  private final List<String> schemas;
  private final Duration lockWait;
  private final Duration deadline;

  /**
   * A dump by the client program that fits the server.
   *
   * @param schemas the schemas to dump; empty for the whole database
   * @param lockWait how long to wait for the lock on each table
   * @param deadline how long the whole dump may take
   */
  public PgDump(
      Database database, Major server, List<String> schemas, Duration lockWait, Duration deadline) {
    this.database = database;
    this.client = server.client();
    this.schemas = List.copyOf(schemas);
    this.lockWait = lockWait;
    this.deadline = deadline;
  }

  /** A dump of the whole database. */
  public PgDump(Database database, Major server, Duration lockWait, Duration deadline) {
    this(database, server, List.of(), lockWait, deadline);
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
      copy(child.output(), sink);
      var ended = child.await();
      if (!ended.well()) {
        throw ArchiveFailures.dump(database.url().place(), ended);
      }
    } catch (IOException e) {
      database.cancellation().check();
      throw new UncheckedIOException(e);
    }
  }

  /** In pieces as large as a pipe holds: small ones cost more than what is done with them. */
  private static void copy(InputStream archive, OutputStream sink) throws IOException {
    var buffer = new byte[PIECE];
    for (int n = archive.read(buffer); n >= 0; n = archive.read(buffer)) {
      sink.write(buffer, 0, n);
    }
  }

  private List<String> command(Optional<String> snapshot) {
    var command = new ArrayList<>(Programs.locate().client(client, "pg_dump"));
    command.add("--format=custom");
    command.add("--compress=0");
    command.add("--no-password");
    command.add("--lock-wait-timeout=" + lockWait.toMillis());
    schemas.forEach(schema -> command.add("--schema=" + Identifier.quote(schema)));
    snapshot.ifPresent(name -> command.add("--snapshot=" + name));
    command.add("--dbname=" + ChildEnvironment.KEEPALIVES);
    return command;
  }
}
