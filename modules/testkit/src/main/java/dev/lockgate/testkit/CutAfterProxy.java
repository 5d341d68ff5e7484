package dev.lockgate.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy before a server that cuts every connection once, when so many bytes went one way;
 * whoever connects afterwards gets through.
 */
public final class CutAfterProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int server;
  private final Way way;
  private final long limit;
  private final AtomicLong passed = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Which bytes count. */
  public enum Way {
    TO_THE_SERVER,
    TO_THE_CLIENT
  }

  /** A proxy on a free port of 127.0.0.1. */
  public CutAfterProxy(int server, Way way, long limit) {
    this.server = server;
    this.way = way;
    this.limit = limit;
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Where clients connect to. */
  public int port() {
    return door.getLocalPort();
  }

  /** How many bytes went that way. */
  public long passed() {
    return passed.get();
  }

  private void accept() {
    try {
      while (true) {
        var client = door.accept();
        var behind = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(behind);
        Thread.ofVirtual().start(() -> carry(behind, client, way == Way.TO_THE_CLIENT));
        Thread.ofVirtual().start(() -> carry(client, behind, way == Way.TO_THE_SERVER));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void carry(Socket from, Socket to, boolean counted) {
    var buffer = new byte[4096];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int n; (n = in.read(buffer)) > 0; ) {
        if (counted) {
          var before = passed.getAndAdd(n);
          if (before < limit && before + n >= limit) {
            cut();
            return;
          }
        }
        to.getOutputStream().write(buffer, 0, n);
        to.getOutputStream().flush();
      }
    } catch (IOException _) {
      // cut
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void cut() throws IOException {
    for (var socket : open) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
