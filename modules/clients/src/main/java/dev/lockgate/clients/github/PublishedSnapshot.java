package dev.lockgate.clients.github;

import dev.lockgate.clients.http.Http;
import dev.lockgate.clients.http.Http.Answer;
import dev.lockgate.clients.snapshot.StoredSchemaJson;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The newest schema snapshot that a run of the default branch published as an artifact. What a pull
 * request's run made is never used: whoever opens one could choose what the target looks like.
 */
public final class PublishedSnapshot {
  private static final int LARGEST = 256 << 20;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final GitHub github;
  private final Secret token;
  private final String repository;

  /** The artifacts of the run's repository; nothing is sent yet. */
  public PublishedSnapshot(Secret token, Run run) {
    this(token, run, System.getenv());
  }

  PublishedSnapshot(Secret token, Run run, Map<String, String> environment) {
    this.github = new GitHub(environment, token, new Http(environment, LONGEST));
    this.token = token;
    this.repository = run.repository();
  }

  /**
   * Finds and reads it.
   *
   * @param name of the artifact
   * @throws OutsideFailed {@code snapshot-not-found}
   */
  public StoredSchema read(String name) {
    if (token.isEmpty()) {
      throw notFound(name, "there is no token; the input `github-token` is empty", null);
    }
    try {
      var branch = get("").path("default_branch").asString("");
      var id =
          artifacts(name, branch)
              .filter(this::isOfNoPullRequest)
              .map(artifact -> artifact.path("id").asLong())
              .findFirst()
              .orElseThrow(
                  () -> notFound(name, "no run of the branch `" + branch + "` left one", null));
      return content(name, id);
    } catch (IOException | JacksonException e) {
      throw notFound(name, String.valueOf(e.getMessage()), e);
    }
  }

  /** Those of the branch, the newest first; a fork's branch may have the same name. */
  private Stream<JsonNode> artifacts(String name, String branch) throws IOException {
    var url =
        github
            .at("repos/" + repository + "/actions/artifacts")
            .newBuilder()
            .addQueryParameter("name", name)
            .addQueryParameter("per_page", "100")
            .build();
    return json(github.get(url))
        .path("artifacts")
        .valueStream()
        .filter(one -> !one.path("expired").asBoolean(false))
        .filter(one -> isOf(one.path("workflow_run"), branch))
        .sorted(
            Comparator.comparing((JsonNode one) -> one.path("created_at").asString("")).reversed());
  }

  private static boolean isOf(JsonNode run, String branch) {
    return !branch.isEmpty()
        && run.path("head_branch").asString("").equals(branch)
        && run.path("repository_id").asLong(-1) == run.path("head_repository_id").asLong(-2);
  }

  private boolean isOfNoPullRequest(JsonNode artifact) {
    try {
      var run = artifact.path("workflow_run").path("id").asLong();
      var event = get("/actions/runs/" + run).path("event").asString("pull_request");
      return !event.startsWith("pull_request");
    } catch (IOException _) {
      return false;
    }
  }

  private StoredSchema content(String name, long id) throws IOException {
    var opened =
        github.open(github.at("repos/" + repository + "/actions/artifacts/" + id + "/zip"));
    try (var zip = new ZipInputStream(opened.body())) {
      if (opened.status() != 200) {
        throw new IOException("GitHub answered " + opened.status() + " to the download");
      }
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".json")) {
          var schema = schema(zip.readNBytes(LARGEST));
          if (schema.isPresent()) {
            return schema.get();
          }
        }
      }
    }
    throw notFound(name, "no file in it is a schema snapshot that this release reads", null);
  }

  private static Optional<StoredSchema> schema(byte[] bytes) {
    try {
      return Optional.of(StoredSchemaJson.read(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private JsonNode get(String below) throws IOException {
    return json(github.get(github.at("repos/" + repository + below)));
  }

  private static JsonNode json(Answer answer) throws IOException {
    if (!answer.isGood()) {
      throw new IOException("GitHub answered " + answer.status());
    }
    return GitHub.json(answer);
  }

  private static OutsideFailed notFound(String name, String why, @Nullable Exception cause) {
    return new OutsideFailed(
        "snapshot-not-found",
        "The artifact `" + name + "` with a schema snapshot could not be had: " + why + ".",
        "Nothing was changed. Let a run of drift on the default branch upload its `schema-path`"
            + " under this name, and give this job `permissions: actions: read`; or leave"
            + " `schema-snapshot` out, and the base branch is replayed.",
        cause);
  }
}
