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
      return "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"r\"\r\n"
          + "Content-Length: 0\r\nConnection: close\r\n\r\n";
    }
    if (head.getFirst().startsWith("CONNECT ")) {
      return "HTTP/1.1 502 No way there\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }
    return "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\nby proxy\n";
  }
}
