package dev.lockgate.testkit.actions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server that steps in containers reach: it keeps what it was sent and answers as told. */
public final class FakeWeb implements AutoCloseable {
  private final HttpServer server;
  private final String host;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What was sent. */
  public record Request(String method, String path, String authorization, String body) {}

  private record Answer(int status, String body) {}

  private FakeWeb(HttpServer server, String host) {
    this.server = server;
    this.host = host;
  }

  /** Starts a server that steps of this job can reach. */
  public static FakeWeb start(Job job) {
    var host = job.hostAddress();
    try {
      var address = new InetSocketAddress(InetAddress.getByName(host), 0);
      var web = new FakeWeb(HttpServer.create(address, 0), host);
      web.server.createContext("/", web::handle);
      web.server.start();
      return web;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a step reaches a path. */
  public String url(String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  /** What to answer; a path that was not told of gets 404. */
  public FakeWeb answer(String method, String path, int status, String body) {
    answers.put(method + " " + path, new Answer(status, body));
    return this;
  }

  /** All requests so far, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var method = exchange.getRequestMethod();
      var path = exchange.getRequestURI().getPath();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var authorization = exchange.getRequestHeaders().getFirst("Authorization");
      requests.add(new Request(method, path, authorization == null ? "" : authorization, body));
      var answer = answers.getOrDefault(method + " " + path, new Answer(404, "{}"));
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
