package dev.lockgate.clients.github;

import dev.lockgate.clients.http.Http.Answer;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what belongs to the run's repository. Reading is repeated when GitHub stumbles; what it
 * refuses is told with the permission that the token lacks.
 */
final class GitHubReading {
  private static final int ATTEMPTS = 3;
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final GitHub github;
  private final Secret token;
  private final Run run;

  GitHubReading(GitHub github, Secret token, Run run) {
    this.github = github;
    this.token = token;
    this.run = run;
  }

  /** An address below the repository. */
  HttpUrl at(String... segments) {
    var url = github.at("repos/" + run.repository()).newBuilder();
    for (var segment : segments) {
      url.addPathSegment(segment);
    }
    return url.build();
  }

  /** What lies there. */
  JsonNode read(HttpUrl url, String permission) {
    return readIfThere(url, permission).orElseThrow(() -> refused(404, "Not Found", permission));
  }

  /** What lies there, or none when GitHub says that there is nothing. */
  Optional<JsonNode> readIfThere(HttpUrl url, String permission) {
    var answer = get(url, permission);
    return answer.status() == 404 ? Optional.empty() : Optional.of(json(answer));
  }

  /** The entries of a list, of all its pages. */
  Stream<JsonNode> pages(HttpUrl list, String permission) {
    var all = new ArrayList<JsonNode>();
    var page = Optional.of(list.newBuilder().addQueryParameter("per_page", "100").build());
    while (page.isPresent()) {
      var answer = get(page.get(), permission);
      if (answer.status() == 404) {
        throw refused(404, "Not Found", permission);
      }
      json(answer).valueStream().forEach(all::add);
      page = answer.next().filter(next -> next.host().equals(list.host()));
    }
    return List.copyOf(all).stream();
  }

  private Answer get(HttpUrl url, String permission) {
    if (token.isEmpty()) {
      throw refused(401, "there is no token; the input `github-token` is empty", permission);
    }
    @Nullable IOException lost = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        var answer = github.get(url);
        if (answer.isGood() || answer.status() == 404) {
          return answer;
        }
        if (answer.status() < 500 || attempt == ATTEMPTS) {
          throw refused(answer.status(), reason(answer), permission);
        }
      } catch (IOException e) {
        lost = e;
      }
      pause();
    }
    throw unreachable(lost);
  }

  private static JsonNode json(Answer answer) {
    try {
      return GitHub.json(answer);
    } catch (JacksonException e) {
      throw unreachable(e);
    }
  }

  private static OutsideFailed refused(int status, String why, String permission) {
    return new OutsideFailed(
        "approvals-unreadable",
        "GitHub answered %d to the question who approved the run: %s".formatted(status, why),
        "Nothing was changed. Give the job `permissions: %s`.".formatted(permission));
  }

  private static OutsideFailed unreachable(@Nullable Exception cause) {
    return new OutsideFailed(
        "approvals-unreadable",
        "GitHub did not answer the question who approved the run"
            + (cause == null ? "" : ": " + cause.getMessage()),
        "Nothing was changed. Start a new run once GitHub answers again.",
        cause);
  }

  private static String reason(Answer answer) {
    try {
      return GitHub.json(answer).path("message").asString("no reason given");
    } catch (JacksonException _) {
      return "no reason given";
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
