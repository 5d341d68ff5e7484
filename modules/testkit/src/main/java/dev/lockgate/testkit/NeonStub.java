package dev.lockgate.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Neon that answers as its published API says: branches, endpoints, operations that take a while,
 * and refusals that can be ordered.
 */
public final class NeonStub implements AutoCloseable {
  /** The only key that is let in. */
  public static final String KEY = "napi_secret_of_the_tests";

  /** The only project. */
  public static final String PROJECT = "floral-king-961888";

  /** The host of the project's first branch. */
  public static final String HOST = "ep-dark-snowflake-942567.eu-central-1.aws.neon.tech";

  private static final String MAIN = "br-main-000001";
  private static final int PAGE = 2;

  private final HttpServer server;
  private final Map<String, Branch> branches = new LinkedHashMap<>();
  private final Map<String, Deque<String>> operations = new LinkedHashMap<>();
  private final Deque<Integer> refusals = new ArrayDeque<>();
  private final List<String> bodies = new ArrayList<>();
  private final String host;
  private boolean losesAnswers;
  private Runnable whenRestored = () -> {};
  private List<String> course = List.of("scheduling", "running", "failed", "finished");

  private record Branch(String id, String name, String parent, String created) {
    String json() {
      return """
      {"id": "%s", "project_id": "%s", "name": "%s", "parent_id": "%s", "created_at": "%s",
       "current_state": "ready"}\
      """
          .formatted(id, PROJECT, name, parent, created);
    }
  }

  private NeonStub(HttpServer server, String host) {
    this.server = server;
    this.host = host;
    branches.put(MAIN, new Branch(MAIN, "production", "", "2026-01-01T00:00:00Z"));
  }

  /** Starts one whose database has a host of Neon's. */
  public static NeonStub start() {
    return start(HOST);
  }

  /** Starts one whose database has some other host. */
  public static NeonStub start(String host) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var stub = new NeonStub(server, host);
      server.createContext("/api/v2/", stub::answer);
      server.start();
      return stub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the process's environment must hold. */
  public Map<String, String> environment() {
    return Map.of("NEON_API_HOST", "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v2");
  }

  /** The next requests that ask for something to be done are refused with these. */
  public NeonStub refuse(Integer... statuses) {
    refusals.addAll(List.of(statuses));
    return this;
  }

  /** What is asked is done, and the answer is lost. */
  public NeonStub loseAnswers() {
    losesAnswers = true;
    return this;
  }

  /** One more branch of the first, without a request. */
  public synchronized NeonStub branch(String name) {
    var id = "br-earlier-%06d".formatted(branches.size() + 1);
    branches.put(id, new Branch(id, name, MAIN, "2026-01-31T02:00:00Z"));
    return this;
  }

  /** Operations are over as soon as they are asked for. */
  public NeonStub prompt() {
    course = List.of("finished");
    return this;
  }

  /** What happens to the server when it is put back. */
  public NeonStub whenRestored(Runnable happens) {
    whenRestored = happens;
    return this;
  }

  /** The bodies of the requests that asked for something to be done. */
  public synchronized List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** The names of the branches, the oldest first. */
  public synchronized List<String> names() {
    return branches.values().stream().map(Branch::name).toList();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var below = "/api/v2/projects/" + PROJECT;
    if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, "{\"code\": \"\", \"message\": \"This request is not authorized.\"}");
    } else if (!path.startsWith(below + "/")) {
      send(exchange, 404, "{\"code\": \"\", \"message\": \"project not found\"}");
    } else if (exchange.getRequestMethod().equals("GET")) {
      get(exchange, path.substring(below.length()));
    } else {
      post(exchange, path.substring(below.length()));
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/endpoints")) {
      send(
          exchange,
          200,
          "{\"endpoints\": [{\"id\": \"ep-dark-snowflake-942567\", \"host\": \"%s\", \"branch_id\": \"%s\"}]}"
              .formatted(host, MAIN));
    } else if (path.equals("/branches")) {
      page(exchange);
    } else if (path.equals("/operations")) {
      var all = operations.keySet().stream().map(id -> operation(id, "running")).toList();
      send(exchange, 200, "{\"operations\": [" + String.join(",", all) + "]}");
    } else if (path.startsWith("/operations/")) {
      var id = path.substring("/operations/".length());
      var left = operations.getOrDefault(id, new ArrayDeque<>());
      send(
          exchange,
          200,
          "{\"operation\": " + operation(id, left.size() > 1 ? left.poll() : left.peek()) + "}");
    } else {
      send(exchange, 404, "{\"message\": \"no such thing\"}");
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    var query = String.valueOf(exchange.getRequestURI().getQuery());
    var from = query.startsWith("cursor=") ? Integer.parseInt(query.substring(7)) : 0;
    var all = branches.values().stream().map(Branch::json).toList();
    var some = all.subList(Math.min(from, all.size()), Math.min(from + PAGE, all.size()));
    send(
        exchange,
        200,
        "{\"branches\": [%s], \"pagination\": {\"next\": \"%d\"}}"
            .formatted(String.join(",", some), from + PAGE));
  }

  private void post(HttpExchange exchange, String path) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var refusal = refusals.poll();
    if (refusal != null) {
      send(exchange, refusal, "{\"code\": \"\", \"message\": \"as ordered\"}");
      return;
    }
    bodies.add(body);
    var restore = Pattern.compile("/branches/([^/]+)/restore").matcher(path);
    if (restore.matches() && branches.containsKey(restore.group(1))) {
      var source = field(body, "source_branch_id");
      if (!branches.containsKey(source)) {
        send(exchange, 404, "{\"message\": \"source branch not found\"}");
        return;
      }
      whenRestored.run();
      done(exchange, 200, field(body, "preserve_under_name"), restore.group(1));
    } else if (path.equals("/branches")) {
      done(exchange, 201, field(body, "name"), field(body, "parent_id"));
    } else {
      send(exchange, 404, "{\"message\": \"branch not found\"}");
    }
  }

  private void done(HttpExchange exchange, int status, String name, String parent)
      throws IOException {
    if (names().contains(name)) {
      send(exchange, 409, "{\"code\": \"\", \"message\": \"branch name is taken\"}");
      return;
    }
    var number = branches.size() + 1;
    var branch =
        new Branch(
            "br-snapshot-%06d".formatted(number),
            name,
            parent,
            "2026-01-31T02:00:%02dZ".formatted(number));
    branches.put(branch.id(), branch);
    var operation = "a07f8772-1877-4da9-a939-%012d".formatted(number);
    operations.put(operation, new ArrayDeque<>(course));
    if (losesAnswers) {
      exchange.close();
      return;
    }
    send(
        exchange,
        status,
        "{\"branch\": %s, \"operations\": [%s]}"
            .formatted(branch.json(), operation(operation, course.getFirst())));
  }

  private static String operation(String id, String status) {
    return "{\"id\": \"%s\", \"project_id\": \"%s\", \"status\": \"%s\"}"
        .formatted(id, PROJECT, status);
  }

  private static String field(String json, String name) {
    var matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
