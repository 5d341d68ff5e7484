package dev.lockgate.clients.github;

import dev.lockgate.clients.http.Http;
import dev.lockgate.clients.http.Http.Answer;
import dev.lockgate.core.database.Secret;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signed calls to GitHub; github.com, or the server that the runner belongs to. */
final class GitHub {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpUrl api;
  private final HttpUrl graphql;
  private final Secret token;
  private final Http http;

  GitHub(Map<String, String> environment, Secret token, Http http) {
    this.api = url(environment, "GITHUB_API_URL", "https://api.github.com");
    this.graphql = url(environment, "GITHUB_GRAPHQL_URL", "https://api.github.com/graphql");
    this.token = token;
    this.http = http;
  }

  /** An address below the interface, such as {@code repos/owner/name/issues/1/comments}. */
  HttpUrl at(String path) {
    return api.newBuilder().addPathSegments(path).build();
  }

  Answer get(HttpUrl url) throws IOException {
    return http.send("GET", url, headers(), Optional.empty());
  }

  /** Something big; where it lies elsewhere, that is followed without the token. */
  Http.Opened open(HttpUrl url) throws IOException {
    return http.open(url, headers());
  }

  Answer send(String method, HttpUrl url, JsonNode body) throws IOException {
    return http.send(method, url, headers(), Optional.of(body.toString()));
  }

  /**
   * The login that our comments carry. A job's own token has no user that REST would show; GraphQL
   * knows it.
   */
  String login() throws IOException {
    var query = JSON.createObjectNode().put("query", "{viewer{login}}");
    var answer = send("POST", graphql, query);
    var login = answer.isGood() ? json(answer).at("/data/viewer/login").asString("") : "";
    return login.isEmpty() ? "github-actions[bot]" : login;
  }

  static JsonNode json(Answer answer) {
    return JSON.readTree(answer.body());
  }

  private Map<String, String> headers() {
    return Map.of(
        "Accept", "application/vnd.github+json",
        "Authorization", "Bearer " + token.reveal(),
        "X-GitHub-Api-Version", "2022-11-28");
  }

  private static HttpUrl url(Map<String, String> environment, String name, String standard) {
    var given = HttpUrl.parse(environment.getOrDefault(name, standard));
    return given != null ? given : Objects.requireNonNull(HttpUrl.parse(standard));
  }
}
