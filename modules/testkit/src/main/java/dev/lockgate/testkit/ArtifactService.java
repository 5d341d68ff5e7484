package dev.lockgate.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * GitHub's services that keep artifacts, as the runner's own actions and its REST interface speak
 * to them: an artifact is created, uploaded in blocks, and exists once it is finalized with the
 * right size and digest.
 */
public final class ArtifactService implements AutoCloseable {
  /** The token of the job; its middle names the run. */
  public static final String RUNTIME_TOKEN =
      "head."
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(
                  "{\"scp\":\"Actions.Other:1 Actions.Results:run-1:job-1\"}"
                      .getBytes(StandardCharsets.UTF_8))
          + ".tail";

  /** The token of GitHub's REST interface. */
  public static final String GITHUB_TOKEN = "ghs_hush";

  private static final int PAGE = 100;
  private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");

  private final HttpServer server;
  private final List<Stored> finished = new CopyOnWriteArrayList<>();
  private final Map<String, Stored> begun = new TreeMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean mayDelete = true;

  private static final class Stored {
    final long id;
    final String name;
    final Map<String, byte[]> blocks = new TreeMap<>();
    byte[] content = new byte[0];

    Stored(long id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  private static final class Answer {
    private final int status;
    private final byte[] body;
    private final String link;

    Answer(int status, byte[] body, String link) {
      this.status = status;
      this.body = body;
      this.link = link;
    }

    static Answer of(int status, String text) {
      return new Answer(status, text.getBytes(StandardCharsets.UTF_8), "");
    }
  }

  /** Starts one on 127.0.0.1. */
  public ArtifactService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** What a job's environment must hold. */
  public Map<String, String> environment() {
    return Map.of(
        "ACTIONS_RESULTS_URL",
        url("/results/"),
        "ACTIONS_RUNTIME_TOKEN",
        RUNTIME_TOKEN,
        "GITHUB_API_URL",
        url(""),
        "GITHUB_RETENTION_DAYS",
        "30");
  }

  /** The next requests are answered with 503. */
  public void failNext(int number) {
    failures.set(number);
  }

  /** From now on the token may not delete. */
  public void forbidDeleting() {
    mayDelete = false;
  }

  /** Method, path and body of what was asked, in order; bodies of blocks are left out. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      Answer answer;
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        answer = Answer.of(503, "{}");
      } else {
        answer = answer(exchange, body);
      }
      if (!answer.link.isEmpty()) {
        exchange.getResponseHeaders().add("Link", answer.link);
      }
      exchange.sendResponseHeaders(
          answer.status, answer.body.length == 0 ? -1 : answer.body.length);
      exchange.getResponseBody().write(answer.body);
    }
  }

  private synchronized Answer answer(HttpExchange exchange, byte[] body) {
    var path = exchange.getRequestURI().getPath();
    var authorization = exchange.getRequestHeaders().getFirst("Authorization");
    var text = path.startsWith("/blob/") ? "" : new String(body, StandardCharsets.UTF_8);
    requests.add(exchange.getRequestMethod() + " " + path + " " + text);
    if (path.startsWith("/blob/")) {
      return blob(exchange, path.substring(6), body);
    }
    if (path.startsWith("/twirp/")) {
      return ("Bearer " + RUNTIME_TOKEN).equals(authorization)
          ? service(path.substring(path.lastIndexOf('/') + 1), text)
          : Answer.of(401, "{}");
    }
    return ("Bearer " + GITHUB_TOKEN).equals(authorization)
        ? rest(exchange, path)
        : Answer.of(401, "{}");
  }

  private Answer service(String method, String text) {
    var matcher = NAME.matcher(text);
    var name = matcher.find() ? matcher.group(1) : "";
    if (!text.contains("\"workflow_run_backend_id\":\"run-1\"")
        || !text.contains("\"workflow_job_run_backend_id\":\"job-1\"")
        || name.matches(".*[\":<>|*?\\\\/\r\n].*")) {
      return Answer.of(400, "{\"msg\":\"bad request\"}");
    }
    return switch (method) {
      case "CreateArtifact" -> create(name);
      case "FinalizeArtifact" -> finish(name, text);
      case "ListArtifacts" -> Answer.of(200, "{\"artifacts\":[" + listed("database_id") + "]}");
      case "GetSignedArtifactURL" ->
          Answer.of(200, "{\"signed_url\":\"" + url("/blob/" + find(name).id) + "?sig=hush\"}");
      default -> Answer.of(404, "{}");
    };
  }

  private Answer create(String name) {
    if (finished.stream().anyMatch(one -> one.name.equals(name))) {
      return Answer.of(409, "{\"msg\":\"an artifact with this name already exists\"}");
    }
    var id = finished.size() + begun.size() + 1L;
    begun.put(Long.toString(id), new Stored(id, name));
    return Answer.of(
        200, "{\"ok\":true,\"signed_upload_url\":\"" + url("/blob/" + id) + "?sig=hush\"}");
  }

  private Answer finish(String name, String text) {
    var one = begun.values().stream().filter(it -> it.name.equals(name)).findFirst().orElseThrow();
    var right =
        text.contains("\"size\":\"" + one.content.length + "\"")
            && text.contains("\"hash\":\"sha256:" + Digests.sha256(one.content) + "\"");
    if (!right) {
      return Answer.of(400, "{\"msg\":\"size or hash differ\"}");
    }
    begun.remove(Long.toString(one.id));
    finished.add(one);
    return Answer.of(200, "{\"ok\":true,\"artifact_id\":\"" + one.id + "\"}");
  }

  private Answer blob(HttpExchange exchange, String id, byte[] body) {
    var query = String.valueOf(exchange.getRequestURI().getQuery());
    if (exchange.getRequestMethod().equals("GET")) {
      return new Answer(200, byId(id).content, "");
    }
    var one = begun.get(id);
    if (one == null || !query.contains("sig=hush")) {
      return Answer.of(403, "");
    }
    if (query.contains("comp=blocklist")) {
      var whole = new ByteArrayOutputStream();
      Pattern.compile("<Latest>([^<]+)</Latest>")
          .matcher(new String(body, StandardCharsets.UTF_8))
          .results()
          .forEach(found -> whole.writeBytes(one.blocks.get(found.group(1))));
      one.content = whole.toByteArray();
    } else {
      var block = Pattern.compile("blockid=([^&]+)").matcher(query);
      one.blocks.put(block.results().map(found -> found.group(1)).findFirst().orElseThrow(), body);
    }
    return Answer.of(201, "");
  }

  private Answer rest(HttpExchange exchange, String path) {
    Matcher one = Pattern.compile("/repos/acme/shop/actions/artifacts/(\\d+)(/zip)?").matcher(path);
    if (path.equals("/repos/acme/shop/actions/artifacts")) {
      return page(String.valueOf(exchange.getRequestURI().getQuery()));
    }
    if (!one.matches()) {
      return Answer.of(404, "{}");
    }
    if (exchange.getRequestMethod().equals("DELETE")) {
      if (!mayDelete) {
        return Answer.of(403, "{}");
      }
      finished.removeIf(it -> Long.toString(it.id).equals(one.group(1)));
      return Answer.of(204, "");
    }
    return new Answer(200, byId(one.group(1)).content, "");
  }

  private Answer page(String query) {
    var asked = Pattern.compile("page=(\\d+)").matcher(query.replace("per_page", "size"));
    int page = asked.find() ? Integer.parseInt(asked.group(1)) : 1;
    int from = (page - 1) * PAGE;
    var some =
        finished.subList(Math.min(from, finished.size()), Math.min(from + PAGE, finished.size()));
    var text =
        some.stream()
            .map(it -> "{\"id\":%d,\"name\":\"%s\",\"expired\":false}".formatted(it.id, it.name))
            .collect(Collectors.joining(","));
    var next =
        from + PAGE < finished.size()
            ? "<"
                + url("/repos/acme/shop/actions/artifacts?per_page=100&page=" + (page + 1))
                + ">; rel=\"next\""
            : "";
    return new Answer(
        200, ("{\"artifacts\":[" + text + "]}").getBytes(StandardCharsets.UTF_8), next);
  }

  private String listed(String id) {
    return IntStream.range(0, finished.size())
        .mapToObj(finished::get)
        .map(it -> "{\"%s\":\"%d\",\"name\":\"%s\"}".formatted(id, it.id, it.name))
        .collect(Collectors.joining(","));
  }

  private Stored find(String name) {
    return finished.stream().filter(it -> it.name.equals(name)).findFirst().orElseThrow();
  }

  private Stored byId(String id) {
    return finished.stream()
        .filter(it -> Long.toString(it.id).equals(id))
        .findFirst()
        .orElseThrow();
  }
}
