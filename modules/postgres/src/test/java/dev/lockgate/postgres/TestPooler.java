package dev.lockgate.postgres;

import dev.lockgate.testkit.PostgresServer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A small pooler before a real server: each transaction may get another session. */
final class TestPooler implements AutoCloseable {
  private final PostgresServer server;
  private final Mode mode;
  private final ServerSocket listening;
  private final List<Backend> idle = new ArrayList<>();
  private int next;

  /** When a client's session goes back into the pool. */
  enum Mode {
    /** After each transaction, and the one given back last is handed out first: pgbouncer. */
    TRANSACTION,
    /** After each transaction, the sessions taking turns: pgbouncer's server_round_robin. */
    ROUND_ROBIN,
    /** When the client goes: pgbouncer's session mode, Supabase's port 5432. */
    SESSION,
    /** After each transaction until the client makes a setting: RDS Proxy. */
    PINNING
  }

  private record Backend(SocketChannel channel, DataInputStream from, OutputStream to) {}

  private TestPooler(PostgresServer server, Mode mode) throws IOException {
    this.server = server;
    this.mode = mode;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static TestPooler before(PostgresServer server, Mode mode) throws IOException {
    return new TestPooler(server, mode);
  }

  String url(String database) {
    return "postgres://postgres:secret@127.0.0.1:" + listening.getLocalPort() + "/" + database;
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      var from = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      var to = new BufferedOutputStream(client.getOutputStream());
      var startup = Wire.startup(from, to);
      if (startup.length > 16) { // a cancel request is shorter, and is not passed on
        welcome(to);
        relay(from, to, startup);
      }
    } catch (IOException _) {
      // one of the two went away
    }
  }

  private void welcome(OutputStream to) throws IOException {
    Wire.authenticated().write(to);
    Wire.parameter("server_version", server.value("postgres", "show server_version")).write(to);
    Wire.parameter("client_encoding", "UTF8").write(to);
    Wire.parameter("DateStyle", "ISO, MDY").write(to);
    Wire.parameter("integer_datetimes", "on").write(to);
    Wire.parameter("standard_conforming_strings", "on").write(to);
    var random = ThreadLocalRandom.current();
    Wire.cancelKey(random.nextInt(), random.nextInt()).write(to);
    Wire.ready().write(to);
    to.flush();
  }

  private void relay(DataInputStream from, OutputStream to, byte[] startup) throws IOException {
    @Nullable Backend backend = null;
    boolean pinned = mode == Mode.SESSION;
    for (var message = Wire.Message.read(from);
        message.letter() != 'X';
        message = Wire.Message.read(from)) {
      backend = backend == null ? take(startup) : backend;
      pinned |= mode == Mode.PINNING && message.text().contains("set_config");
      message.write(backend.to());
      if (message.letter() == 'Q' || message.letter() == 'S') {
        backend.to().flush();
        if (answer(backend, to) == 'I' && !pinned) {
          giveBack(backend);
          backend = null;
        }
        to.flush();
      }
    }
    if (backend != null) {
      backend.channel().close();
    }
  }

  /** Passes on what the session says until it is ready; how it stands then. */
  private static char answer(Backend backend, OutputStream to) throws IOException {
    while (true) {
      var message = Wire.Message.read(backend.from());
      message.write(to);
      if (message.letter() == 'Z') {
        return message.first();
      }
    }
  }

  private synchronized Backend take(byte[] startup) throws IOException {
    if (mode == Mode.ROUND_ROBIN) {
      while (idle.size() < 3) {
        idle.add(open(startup));
      }
      return idle.remove(next++ % idle.size());
    }
    return idle.isEmpty() ? open(startup) : idle.removeLast();
  }

  private synchronized void giveBack(Backend backend) {
    idle.add(backend);
  }

  private Backend open(byte[] startup) throws IOException {
    var socket = server.socketFolder().resolve(".s.PGSQL." + server.port());
    var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    var backend =
        new Backend(
            channel,
            new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel))),
            new BufferedOutputStream(Channels.newOutputStream(channel)));
    var out = new DataOutputStream(backend.to());
    out.writeInt(startup.length + 4);
    out.write(startup);
    out.flush();
    while (true) {
      if (Wire.Message.read(backend.from()).letter() == 'Z') {
        return backend;
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    listening.close();
    for (var backend : idle) {
      backend.channel().close();
    }
  }
}
