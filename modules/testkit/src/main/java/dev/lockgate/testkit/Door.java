package dev.lockgate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets clients in on a free port of 127.0.0.1, and opens a line to the server behind for each. */
final class Door implements AutoCloseable {
  private final ServerSocket listening;
  private final int behind;
  private final Visit visit;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What happens between a client and the server; both lines are closed at its end. */
  @FunctionalInterface
  interface Visit {
    void carry(Socket client, Socket server) throws IOException;
  }

  /**
   * Opens it.
   *
   * @param behind port of the server
   * @param visit called for each client, in a thread of its own
   */
  Door(int behind, Visit visit) {
    this.behind = behind;
    this.visit = visit;
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> visit(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void visit(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      open.add(server);
      visit.carry(client, server);
    } catch (IOException _) {
      // cut
    } finally {
      open.removeIf(Socket::isClosed);
    }
  }

  /** Cuts every line but one, when one is given. */
  void cut(Socket... spared) throws IOException {
    for (var socket : open) {
      if (!Set.of(spared).contains(socket)) {
        socket.close();
      }
    }
  }

  /** Lets nobody in any more; who is in stays. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
