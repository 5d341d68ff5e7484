package dev.lockgate.clients.neon;

import dev.lockgate.clients.http.Http;
import dev.lockgate.clients.http.Http.Answer;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of Neon's API within a project: each is repeated where that is safe. */
final class NeonApi {
  private static final String STANDARD = "https://console.neon.tech/api/v2";
  private static final int ATTEMPTS = 8;

  /** A name is taken, which may be by this very request, sent twice. */
  private static final int TAKEN = 409;

  /** Another operation is under way, or too many calls: nothing was done yet. */
  private static final Set<Integer> LATER = Set.of(423, 429);

  private final HttpUrl project;
  private final Secret key;
  private final Http http;
  private final Duration pause;

  /**
   * The API.
   *
   * @param environment {@code NEON_API_HOST} names another address
   * @param pause before the first repetition; each further one waits for twice as long
   */
  NeonApi(Secret key, String project, Map<String, String> environment, Http http, Duration pause) {
    this.project =
        address(environment)
            .newBuilder()
            .addPathSegment("projects")
            .addPathSegment(project)
            .build();
    this.key = key;
    this.http = http;
    this.pause = pause;
  }

  private static HttpUrl address(Map<String, String> environment) {
    var given = environment.getOrDefault("NEON_API_HOST", STANDARD);
    return Optional.ofNullable(HttpUrl.parse(given))
        .orElseThrow(() -> failed("`NEON_API_HOST` is no address", null));
  }

  /** Below the project, with the parameters of a query in turns. */
  JsonNode get(String path, String... parameters) {
    var url = at(path);
    for (int i = 0; i < parameters.length; i += 2) {
      url = url.newBuilder().addQueryParameter(parameters[i], parameters[i + 1]).build();
    }
    for (int attempt = 1; ; attempt++) {
      try {
        var answer = http.send("GET", url, headers(), Optional.empty());
        if (answer.isGood() || attempt == ATTEMPTS || !passes(answer.status())) {
          return body(answer);
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw failed("there was no answer: " + e.getMessage(), e);
        }
      }
      pauseAfter(attempt);
    }
  }

  /**
   * Asks for something to be done.
   *
   * @throws IOException when there was no answer, so that it may have been done
   */
  JsonNode post(String path, JsonNode body) throws IOException {
    for (int attempt = 1; ; attempt++) {
      var answer = http.send("POST", at(path), headers(), Optional.of(body.toString()));
      if (answer.status() >= 500 || answer.status() == TAKEN) {
        throw new IOException("it answered " + answer.status());
      }
      if (!LATER.contains(answer.status()) || attempt == ATTEMPTS) {
        return body(answer);
      }
      pauseAfter(attempt);
    }
  }

  void pauseAfter(int attempt) {
    try {
      Thread.sleep(pause.multipliedBy(1L << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("waiting for it was interrupted", e);
    }
  }

  private static boolean passes(int status) {
    return LATER.contains(status) || status >= 500;
  }

  private HttpUrl at(String path) {
    return project.newBuilder().addPathSegments(path).build();
  }

  private Map<String, String> headers() {
    return Map.of("Accept", "application/json", "Authorization", "Bearer " + key.reveal());
  }

  private static JsonNode body(Answer answer) {
    var json = json(answer);
    if (!answer.isGood()) {
      throw failed(
          "it answered %d %s".formatted(answer.status(), json.path("message").asString("")).strip(),
          null);
    }
    return json;
  }

  private static JsonNode json(Answer answer) {
    try {
      return JsonMapper.shared().readTree(answer.body().isEmpty() ? "{}" : answer.body());
    } catch (JacksonException _) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  static StepFailure failed(String why, @Nullable Exception cause) {
    return new OutsideFailed(
        "provider-snapshot-failed",
        "Neon did not do what was asked: " + why + ".",
        "The database was not changed by this step. Check `neon-api-key` and `neon-project`, and"
            + " the number of branches that the plan allows; or set `snapshot-provider: none`.",
        cause);
  }
}
