package dev.lockgate.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy before a server that cuts every connection once, when so many bytes went one way;
 * whoever connects afterwards gets through.
 */
public final class CutAfterProxy implements AutoCloseable {
  private final Door door;
  private final Way way;
  private final long limit;
  private final AtomicLong passed = new AtomicLong();

  /** Which bytes count. */
  public enum Way {
    TO_THE_SERVER,
    TO_THE_CLIENT
  }

  /** A proxy on a free port of 127.0.0.1. */
  public CutAfterProxy(int server, Way way, long limit) {
    this.way = way;
    this.limit = limit;
    this.door = new Door(server, this::carry);
  }

  /** Where clients connect to. */
  public int port() {
    return door.port();
  }

  /** How many bytes went that way. */
  public long passed() {
    return passed.get();
  }

  private void carry(Socket client, Socket server) {
    Thread.ofVirtual().start(() -> carry(server, client, way == Way.TO_THE_CLIENT));
    carry(client, server, way == Way.TO_THE_SERVER);
  }

  private void carry(Socket from, Socket to, boolean counted) {
    var buffer = new byte[4096];
    try (from;
        to) {
      for (int n; (n = from.getInputStream().read(buffer)) > 0; ) {
        if (counted) {
          var before = passed.getAndAdd(n);
          if (before < limit && before + n >= limit) {
            door.cut();
            return;
          }
        }
        to.getOutputStream().write(buffer, 0, n);
        to.getOutputStream().flush();
      }
    } catch (IOException _) {
      // cut
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    door.cut();
  }
}
