package dev.lockgate.postgres;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Speaks just enough of the protocol to be a server that cannot be had as a real one. */
final class StubServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Behaviour behaviour;

  /** What happens to a client. */
  interface Behaviour {
    void serve(DataInputStream from, OutputStream to) throws IOException;
  }

  private StubServer(Behaviour behaviour) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::accept);
  }

  /** A server of any version that answers every statement with success and no rows. */
  static StubServer ofVersion(String version) throws IOException {
    return new StubServer((from, to) -> {
      welcome(from, to, version);
      while (answer(from, to)) {
        to.flush();
      }
    });
  }

  /** A server that refuses everybody. */
  static StubServer refusing(String sqlState, String words) throws IOException {
    return new StubServer((from, to) -> {
      Wire.startup(from, to);
      Wire.error(sqlState, words).write(to);
      to.flush();
    });
  }

  /** A server that hangs up at the first statement. */
  static StubServer hangingUp() throws IOException {
    return new StubServer((from, to) -> welcome(from, to, "17.0"));
  }

  /** A server that takes the connection and never says a word. */
  static StubServer silent() throws IOException {
    return new StubServer((from, _) -> from.readAllBytes());
  }

  String url() {
    return "postgres://ann:secret@127.0.0.1:" + listening.getLocalPort() + "/shop";
  }

  private static void welcome(DataInputStream from, OutputStream to, String version)
      throws IOException {
    Wire.startup(from, to);
    Wire.authenticated().write(to);
    Wire.parameter("server_version", version).write(to);
    Wire.parameter("client_encoding", "UTF8").write(to);
    Wire.parameter("DateStyle", "ISO, MDY").write(to);
    Wire.parameter("integer_datetimes", "on").write(to);
    Wire.parameter("standard_conforming_strings", "on").write(to);
    Wire.cancelKey(1, 1).write(to);
    Wire.ready().write(to);
    to.flush();
  }

  private static boolean answer(DataInputStream from, OutputStream to) throws IOException {
    switch (Wire.Message.read(from).letter()) {
      case 'P' -> Wire.empty('1').write(to);
      case 'B' -> Wire.empty('2').write(to);
      case 'D' -> Wire.empty('n').write(to);
      case 'E' -> Wire.completed().write(to);
      case 'S' -> Wire.ready().write(to);
      case 'Q' -> {
        Wire.completed().write(to);
        Wire.ready().write(to);
      }
      default -> {
        return false;
      }
    }
    return true;
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
      behaviour.serve(
          new DataInputStream(client.getInputStream()),
          new BufferedOutputStream(client.getOutputStream()));
    } catch (IOException _) {
      // the client went away
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
