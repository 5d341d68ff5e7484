package dev.lockgate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * A TCP proxy before a server that cuts one connection at the COMMIT which follows a text of the
 * client, either just before the server gets it or before the client hears of it; or all of them,
 * as when the process behind them is killed.
 */
public final class CuttingProxy implements AutoCloseable {
  /** The driver may give its COMMIT a name once, by which it is meant from then on. */
  private static final Pattern NAMED_COMMIT = Pattern.compile("(S_\\d+)\0COMMIT\0");

  private final ServerSocket door;
  private final int server;
  private final String marker;
  private final When when;
  private final AtomicBoolean cut = new AtomicBoolean();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** When the connection is cut. */
  public enum When {
    BEFORE_THE_SERVER_GETS_IT,
    BEFORE_THE_CLIENT_HEARS_OF_IT,
    /** And nobody gets through afterwards. */
    FOR_GOOD,
    /** Only when asked. */
    BY_HAND
  }

  /**
   * A proxy on a free port of 127.0.0.1.
   *
   * @param marker what a connection sends before the COMMIT at which it is cut
   */
  public CuttingProxy(int server, String marker, When when) {
    this.server = server;
    this.marker = marker;
    this.when = when;
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

  /** Whether a connection was cut. */
  public boolean hasCut() {
    return cut.get();
  }

  /** Cuts every connection and lets nobody in any more. */
  public void kill() {
    cut.set(true);
    try {
      door.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        var client = door.accept();
        var behind = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(behind);
        Thread.ofVirtual().start(() -> answers(behind, client));
        Thread.ofVirtual().start(() -> requests(client, behind));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private static void answers(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // cut
    }
  }

  private void requests(Socket from, Socket to) {
    var marked = false;
    var commit = "COMMIT";
    var buffer = new byte[65_536];
    try (from;
        to) {
      for (int n; (n = from.getInputStream().read(buffer)) > 0; ) {
        var text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        marked |= text.contains(marker);
        var named = NAMED_COMMIT.matcher(text);
        if (named.find()) {
          commit = "\0" + named.group(1) + "\0";
        }
        if (marked
            && when != When.BY_HAND
            && (text.contains("COMMIT") || text.contains(commit))
            && cut.compareAndSet(false, true)) {
          switch (when) {
            case BEFORE_THE_SERVER_GETS_IT -> {
              return;
            }
            case BEFORE_THE_CLIENT_HEARS_OF_IT, BY_HAND -> {}
            case FOR_GOOD -> {
              door.close();
              for (var other : open) {
                if (!other.equals(to)) {
                  other.close();
                }
              }
            }
          }
          from.close(); // nobody hears the answer
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
  }
}
