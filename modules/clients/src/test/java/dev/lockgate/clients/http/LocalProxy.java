package dev.lockgate.clients.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on this machine that wants to know who calls, and remembers what it was asked. */
final class LocalProxy implements AutoCloseable {
  final List<String> asked = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final String credentials;

  LocalProxy(String credentials) throws IOException {
    this.credentials = credentials;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (var caller = server.accept()) {
        caller.getOutputStream().write(answer(caller).getBytes(ISO_8859_1));
        caller.getOutputStream().flush();
      } catch (IOException _) {
        // the caller went away, or the test is over
      }
    }
  }

  private String answer(Socket caller) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(caller.getInputStream(), ISO_8859_1));
    var head = new ArrayList<String>();
    for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
      head.add(line);
    }
    asked.add(head.isEmpty() ? "" : head.getFirst());
    if (!credentials.isEmpty() && !head.contains("Proxy-Authorization: " + credentials)) {
      return response("407 Who are you", "Proxy-Authenticate: Basic realm=\"r\"", "");
    }
    return head.getFirst().startsWith("CONNECT ")
        ? response("502 No way there", "X-Why: none", "")
        : response("200 OK", "X-Why: none", "by proxy\n");
  }

  private static String response(String status, String header, String body) {
    return String.join(
        "\r\n",
        "HTTP/1.1 " + status,
        header,
        "Content-Length: " + body.length(),
        "Connection: close",
        "",
        body);
  }
}
