package dev.lockgate.clients.github;

import dev.lockgate.clients.http.Http;
import dev.lockgate.clients.http.Http.Answer;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StickyComment;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The comment of a step on a pull request. It is known by a hidden marker and by its author, since
 * anyone can write the marker into a comment of their own.
 */
public final class PullRequestComment implements StickyComment {
  private static final String REMEDY =
      "The step's result does not depend on it: the summary of the run holds the same. Give the job"
          + " `permissions: pull-requests: write`; a pull request from a fork has a token that can"
          + " only read.";
  private static final String CUT = "\n\n*Shortened: the summary of the run holds the rest.*\n";

  private final GitHub github;
  private final Secret token;
  private final Run run;
  private final int number;

  /** The comment on a pull request of the run's repository; nothing is sent yet. */
  public PullRequestComment(Secret token, Run run, int number) {
    this(token, run, number, System.getenv());
  }

  PullRequestComment(Secret token, Run run, int number, Map<String, String> environment) {
    this.github = new GitHub(environment, token, new Http(environment));
    this.token = token;
    this.run = run;
    this.number = number;
  }

  @Override
  public String put(String subject, String markdown) {
    if (token.isEmpty()) {
      throw refused("there is no token; the input `github-token` is empty");
    }
    var marker = Marker.of(subject);
    var body = body(marker, markdown);
    try {
      var existing = find(marker);
      return existing.isPresent() ? update(existing.get(), body) : create(body);
    } catch (IOException | JacksonException e) {
      throw new OutsideFailed(
          "github-unreachable", "GitHub did not answer as expected: " + e.getMessage(), REMEDY, e);
    }
  }

  private Optional<JsonNode> find(String marker) throws IOException {
    var ours = github.login();
    var page = Optional.of(comments().newBuilder().addQueryParameter("per_page", "100").build());
    while (page.isPresent()) {
      var answer = good(github.get(page.get()));
      for (var comment : GitHub.json(answer)) {
        if (comment.at("/user/login").asString("").equals(ours)
            && comment.path("body").asString("").startsWith(marker)) {
          return Optional.of(comment);
        }
      }
      page = answer.next().filter(next -> next.host().equals(comments().host()));
    }
    return Optional.empty();
  }

  private String create(String body) throws IOException {
    return address(good(github.send("POST", comments(), withBody(body))));
  }

  private String update(JsonNode comment, String body) throws IOException {
    var id = comment.path("id").asLong();
    var url = github.at("repos/" + run.repository() + "/issues/comments/" + id);
    return address(good(github.send("PATCH", url, withBody(body))));
  }

  private HttpUrl comments() {
    return github.at("repos/" + run.repository() + "/issues/" + number + "/comments");
  }

  private Answer good(Answer answer) {
    if (!answer.isGood()) {
      throw refused("GitHub answered " + answer.status() + ": " + reason(answer));
    }
    return answer;
  }

  private OutsideFailed refused(String why) {
    return new OutsideFailed(
        "comment-refused",
        "The comment on pull request " + number + " could not be written: " + why + ".",
        REMEDY);
  }

  private static String reason(Answer answer) {
    try {
      return GitHub.json(answer).path("message").asString("no reason given");
    } catch (JacksonException _) {
      return "no reason given";
    }
  }

  private static String address(Answer answer) {
    return GitHub.json(answer).path("html_url").asString("");
  }

  private static JsonNode withBody(String body) {
    return JsonMapper.shared().createObjectNode().put("body", body);
  }

  private static String body(String marker, String markdown) {
    var body = marker + "\n" + markdown;
    return body.length() <= LIMIT ? body : body.substring(0, LIMIT - CUT.length()) + CUT;
  }
}
