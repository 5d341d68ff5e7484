package dev.lockgate.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Stands before a web service and breaks the requests that a rule picks. */
public final class FaultyHttp implements AutoCloseable {
  private final Door door;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Fault> rule = _ -> Fault.NONE;

  /**
   * A request that came by.
   *
   * @param number from 1, over all requests
   * @param head its first line and all headers
   */
  public record Request(int number, String method, String target, String head) {
    /** A header; empty when there is none. */
    public String header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** What happens to a request. */
  public enum Fault {
    NONE,
    /** 500, and the service does not hear of it. */
    INTERNAL_ERROR,
    /** 503 as a service says it that wants to be asked less often. */
    SLOW_DOWN,
    /** 403, and the service does not hear of it. */
    FORBIDDEN,
    /** The line is cut before the service hears of it. */
    CUT,
    /** The service does not hear of it, and nobody ever answers. */
    SILENCE,
    /** The line is cut in the middle of the body. */
    CUT_IN_BODY,
    /** The service does what it is asked, and its answer is lost. */
    LOST_ANSWER,
    /** The line is cut in the middle of the answer's body. */
    CUT_ANSWER
  }

  /** A proxy on a free port of 127.0.0.1, before a service on another. */
  public FaultyHttp(int behind) {
    this.door = new Door(behind, this::serve);
  }

  /** Where it listens. */
  public int port() {
    return door.port();
  }

  /** Which requests break from now on. */
  public void when(Function<Request, Fault> fault) {
    rule = fault;
  }

  /** All that came by. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void serve(Socket client, Socket server) throws IOException {
    var swallow = new AtomicBoolean();
    var shorten = new AtomicBoolean();
    Thread.ofVirtual().start(() -> answers(server, client, swallow, shorten));
    var in = new BufferedInputStream(client.getInputStream());
    for (var head = head(in); head.length > 0; head = head(in)) {
      if (!pass(head, in, client, server, swallow, shorten)) {
        return;
      }
    }
  }

  private boolean pass(
      byte[] head,
      InputStream in,
      Socket client,
      Socket server,
      AtomicBoolean swallow,
      AtomicBoolean shorten)
      throws IOException {
    var text = new String(head, StandardCharsets.ISO_8859_1);
    var words = text.split(" ", 3);
    var request = new Request(requests.size() + 1, words[0], words[1], text);
    requests.add(request);
    var length = length(text);
    var out = server.getOutputStream();
    switch (rule.apply(request)) {
      case NONE -> {}
      case INTERNAL_ERROR -> {
        return refuse(in, length, client, "500 Internal Server Error", "InternalError");
      }
      case SLOW_DOWN -> {
        return refuse(in, length, client, "503 Slow Down", "SlowDown");
      }
      case FORBIDDEN -> {
        return refuse(in, length, client, "403 Forbidden", "AccessDenied");
      }
      case CUT -> {
        return false;
      }
      case SILENCE -> {
        in.transferTo(OutputStream.nullOutputStream()); // until the client gives up
        return false;
      }
      case CUT_IN_BODY -> {
        out.write(head);
        out.write(in.readNBytes((int) (length / 2)));
        return false;
      }
      case LOST_ANSWER -> swallow.set(true);
      case CUT_ANSWER -> shorten.set(true);
    }
    out.write(head);
    for (var left = length; left > 0; ) {
      var some = in.readNBytes((int) Math.min(left, 65_536));
      out.write(some);
      left -= some.length;
    }
    out.flush();
    return true;
  }

  private static boolean refuse(
      InputStream in, long length, Socket client, String status, String code) throws IOException {
    in.skipNBytes(length);
    var body = "<Error><Code>" + code + "</Code><Message>as told</Message></Error>";
    var answer =
        "HTTP/1.1 %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, body.length(), body);
    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
    return false;
  }

  private static void answers(
      Socket from, Socket to, AtomicBoolean swallow, AtomicBoolean shorten) {
    var buffer = new byte[65_536];
    try (from;
        to) {
      for (int n; (n = from.getInputStream().read(buffer)) > 0; ) {
        if (swallow.get()) {
          return;
        }
        to.getOutputStream().write(buffer, 0, shorten.get() ? n - n / 3 - 1 : n);
        to.getOutputStream().flush();
        if (shorten.get()) {
          return;
        }
      }
    } catch (IOException _) {
      // cut
    }
  }

  private static byte[] head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    for (int last = 0, b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      last = (last << 8) | b;
      if (last == 0x0d0a0d0a) {
        return head.toByteArray();
      }
    }
    return new byte[0];
  }

  private static long length(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
        .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    door.close();
  }
}
