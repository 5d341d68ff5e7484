package dev.lockgate.testkit.github;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A repository on GitHub, as its REST interface shows it: one run, its approvals, environments, one
 * merged pull request. Answers have the fields that GitHub documents, refusals its words.
 */
public final class GitHubStub implements AutoCloseable {
  /** The token that is let in. */
  public static final String TOKEN = "ghs_ofTheJob";

  private static final String RUN_ID = "4242";

  private final HttpServer server;
  private final String host;
  private final Map<String, Long> people = new LinkedHashMap<>();
  private final Set<String> bots = new HashSet<>();
  private final Map<String, ProtectedEnvironment> environments = new LinkedHashMap<>();
  private final List<String> decisions = new ArrayList<>();
  private final List<String> reviews = new ArrayList<>();
  private final Map<String, String> permissions = new LinkedHashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final String repository;
  private String requester = "octocat";
  private String again = "octocat";
  private int attempt = 1;
  private int failures;
  private String pull = "";
  private String headAuthor = "";

  private GitHubStub(HttpServer server, String host, String repository) {
    this.server = server;
    this.host = host;
    this.repository = repository;
  }

  /** Starts it for a repository, {@code owner/name}. */
  public static GitHubStub start(String repository) {
    return start(repository, InetAddress.getLoopbackAddress().getHostAddress());
  }

  /** Starts it on an address of this machine, such as one that containers reach. */
  public static GitHubStub start(String repository, String host) {
    try {
      var address = new InetSocketAddress(InetAddress.getByName(host), 0);
      var stub = new GitHubStub(HttpServer.create(address, 0), host, repository);
      stub.server.createContext("/", stub::handle);
      stub.server.start();
      return stub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, for {@code GITHUB_API_URL}. */
  public String url() {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  /** The id of the run that it knows. */
  public String runId() {
    return RUN_ID;
  }

  /** The paths that were asked for, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Who started the run, and who started it again. */
  public GitHubStub startedBy(String actor, String triggering) {
    requester = actor;
    again = triggering;
    return this;
  }

  /** The attempt of the run. */
  public GitHubStub attempt(int number) {
    attempt = number;
    return this;
  }

  /** An account that is no person. */
  public GitHubStub bot(String login) {
    bots.add(login);
    return this;
  }

  /** An environment; a well protected one, until its rules are changed. */
  public GitHubStub environment(ProtectedEnvironment environment) {
    environments.put(environment.name(), environment);
    return this;
  }

  /** A review that lets the run into environments. */
  public GitHubStub approve(String login, String... names) {
    return decide("approved", login, names);
  }

  /** A review that keeps the run out of environments. */
  public GitHubStub reject(String login, String... names) {
    return decide("rejected", login, names);
  }

  /** A merged pull request. */
  public GitHubStub merged(String author, String headAuthor, String head, String commit) {
    this.headAuthor = headAuthor;
    pull =
        """
        {"number": 12, "state": "closed", "merged_at": "2026-05-01T10:00:00Z", "user": %s,
         "merge_commit_sha": "%s", "head": {"ref": "change", "sha": "%s"}, "base": {"ref": "main"}}
        """
            .formatted(account(author), commit, head);
    return this;
  }

  /** A review of the pull request. */
  public GitHubStub review(String login, String state, String commit) {
    reviews.add(
        """
        {"id": %d, "user": %s, "state": "%s", "commit_id": "%s", "body": "by %s",
         "submitted_at": "2026-05-01T09:00:00Z", "author_association": "CONTRIBUTOR"}
        """
            .formatted(reviews.size() + 1, account(login), state, commit, login));
    return this;
  }

  /** What an account may do: {@code admin}, {@code write}, {@code read} or {@code none}. */
  public GitHubStub permission(String login, String permission) {
    permissions.put(login, permission);
    return this;
  }

  /** The token may not read what lies below a path such as {@code actions}. */
  public GitHubStub refuse(String path) {
    refused.add(path);
    return this;
  }

  /** So many of the next answers are 502. */
  public GitHubStub failing(int times) {
    failures = times;
    return this;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private GitHubStub decide(String state, String login, String... names) {
    var about =
        List.of(names).stream()
            .map(name -> requireNonNull(environments.get(name), name).reference(url()))
            .collect(Collectors.joining(", "));
    decisions.add(
        """
        {"environments": [%s], "state": "%s", "user": %s, "comment": "said by %s"}
        """
            .formatted(about, state, account(login), login));
    return this;
  }

  private String account(String login) {
    var id = people.computeIfAbsent(login, _ -> 1000L + people.size());
    return """
    {"login": "%s", "id": %d, "type": "%s", "site_admin": false}\
    """
        .formatted(login, id, bots.contains(login) ? "Bot" : "User");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getRawPath();
      requests.add(path);
      var token = exchange.getRequestHeaders().getFirst("Authorization");
      var answer = ("Bearer " + TOKEN).equals(token) ? answer(path) : bad();
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private record Answer(int status, String body) {
    static Answer message(int status, String message) {
      return new Answer(
          status, "{\"message\": \"" + message + "\", \"status\": \"" + status + "\"}");
    }
  }

  private static Answer bad() {
    return Answer.message(401, "Bad credentials");
  }

  private synchronized Answer answer(String path) {
    var root = "/repos/" + repository + "/";
    if (failures > 0) {
      failures--;
      return Answer.message(502, "Server Error");
    }
    var below = path.startsWith(root) ? path.substring(root.length()) : "";
    if (refused.stream().anyMatch(below::startsWith)) {
      return Answer.message(403, "Resource not accessible by integration");
    }
    var parts = List.of(below.split("/"));
    return switch (parts.getFirst()) {
      case "actions" -> run(below);
      case "environments" -> environment(parts);
      case "commits" -> commit(parts);
      case "pulls" -> new Answer(200, "[" + String.join(", ", reviews) + "]");
      case "collaborators" -> permission(decoded(parts.get(1)));
      default -> Answer.message(404, "Not Found");
    };
  }

  private Answer run(String below) {
    if (below.equals("actions/runs/" + RUN_ID + "/approvals")) {
      return new Answer(200, "[" + String.join(", ", decisions) + "]");
    }
    return below.equals("actions/runs/" + RUN_ID)
        ? new Answer(
            200,
            """
            {"id": %s, "run_attempt": %d, "event": "workflow_dispatch", "head_sha": "0",
             "actor": %s, "triggering_actor": %s}
            """
                .formatted(RUN_ID, attempt, account(requester), account(again)))
        : Answer.message(404, "Not Found");
  }

  private Answer environment(List<String> parts) {
    var environment = environments.get(decoded(parts.get(1)));
    if (environment == null) {
      return Answer.message(404, "Not Found");
    }
    return new Answer(
        200,
        parts.size() > 2 ? environment.branchPolicies() : environment.json(url(), this::account));
  }

  private Answer commit(List<String> parts) {
    if (parts.size() > 2) {
      return new Answer(200, "[" + pull + "]");
    }
    var author = headAuthor.isEmpty() ? "null" : account(headAuthor);
    return new Answer(
        200,
        "{\"sha\": \"%s\", \"author\": %s, \"committer\": %s}"
            .formatted(parts.get(1), author, author));
  }

  private Answer permission(String login) {
    var permission = permissions.getOrDefault(login, "none");
    return new Answer(
        200,
        "{\"permission\": \"%s\", \"role_name\": \"%s\", \"user\": %s}"
            .formatted(permission, permission, account(login)));
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment, StandardCharsets.UTF_8);
  }
}
