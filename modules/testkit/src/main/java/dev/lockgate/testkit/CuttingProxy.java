package dev.lockgate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

  private final Door door;
  private final String marker;
  private final When when;
  private final AtomicBoolean cut = new AtomicBoolean();

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
    this.marker = marker;
    this.when = when;
    this.door = new Door(server, this::carry);
  }

  /** Where clients connect to. */
  public int port() {
    return door.port();
  }

  /** Whether a connection was cut. */
  public boolean hasCut() {
    return cut.get();
  }

  /** Cuts every connection and lets nobody in any more. */
  public void kill() {
    cut.set(true);
    door.close();
    try {
      door.cut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void carry(Socket client, Socket server) {
    Thread.ofVirtual().start(() -> answers(server, client));
    requests(client, server);
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
              door.cut(to);
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
  public void close() {
    door.close();
  }
}
