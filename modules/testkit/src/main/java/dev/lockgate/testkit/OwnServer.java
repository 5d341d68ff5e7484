package dev.lockgate.testkit;

import dev.lockgate.core.database.Major;

/** A PostgreSQL that a test does not share, for it is killed, started again, or has a standby. */
public final class OwnServer implements AutoCloseable {
  private ServerProcess process;

  private OwnServer(ServerProcess process) {
    this.process = process;
  }

  /** Starts one, whose system identifier is its own. */
  public static OwnServer start(Major major) {
    return new OwnServer(ServerProcess.start(DataFolder.createUnique(major)));
  }

  /** The server, once it answers; always the same address. */
  public PostgresServer server() {
    var now = process;
    var server =
        new PostgresServer(
            now.port(), "127.0.0.1:" + now.port(), now.folder(), now.process()::isAlive, now::log);
    server.awaitReady();
    return server;
  }

  /** As if the power failed. */
  public void kill() {
    process.kill();
  }

  /** Starts it once more, on what the disk holds. */
  public void restart() {
    process = process.again();
    var _ = server();
  }

  /** A standby that follows this one, which is stopped for a moment. */
  public OwnServer standby() {
    process.shutDown();
    var folder = process.folder().copy();
    folder.follow(process.port(), PostgresServer.PASSWORD);
    restart();
    return new OwnServer(ServerProcess.start(folder));
  }

  @Override
  public void close() {
    process.kill();
    process.folder().delete();
  }
}
