package dev.lockgate.clients.store;

import dev.lockgate.clients.http.Http;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The service that keeps the artifacts of a run, spoken to as the runner's own actions do. */
final class Artifacts {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SERVICE = "twirp/github.actions.results.api.v1.ArtifactService/";
  private static final int PROTOCOL = 7;
  private static final int ATTEMPTS = 5;
  private static final Set<Integer> WORTH_REPEATING = Set.of(429, 500, 502, 503, 504);
  private static final Duration CALL = Duration.ofMinutes(5);

  private final HttpUrl results;
  private final HttpUrl api;
  private final String runtimeToken;
  private final String githubToken;
  private final String run;
  private final String job;
  private final int days;
  private final Http http;
  private final Clock clock;
  private final Duration pause;

  /**
   * An artifact.
   *
   * @param id GitHub's, for its REST interface
   */
  record Artifact(long id, String name) {}

  private interface Call<T> {
    T make() throws IOException;
  }

  Artifacts(StoreAccess access, String repository, Clock clock, Duration pause) {
    var environment = access.environment();
    this.runtimeToken = environment.getOrDefault("ACTIONS_RUNTIME_TOKEN", "");
    this.results =
        url(environment.getOrDefault("ACTIONS_RESULTS_URL", ""))
            .orElseThrow(() -> notHere("the job has no `ACTIONS_RESULTS_URL`"));
    this.api =
        url(environment.getOrDefault("GITHUB_API_URL", "https://api.github.com"))
            .orElseThrow(() -> notHere("`GITHUB_API_URL` is no address"))
            .newBuilder()
            .addPathSegments("repos/" + repository + "/actions/artifacts")
            .build();
    this.githubToken = access.github().reveal();
    var ids = ids(runtimeToken);
    this.run = ids.get(0);
    this.job = ids.get(1);
    this.days = days(access);
    this.http = new Http(environment, CALL);
    this.clock = clock;
    this.pause = pause;
  }

  private static Optional<HttpUrl> url(String text) {
    return Optional.ofNullable(HttpUrl.parse(text));
  }

  /** What the repository allows is the limit. */
  private static int days(StoreAccess access) {
    try {
      var limit =
          Integer.parseInt(access.environment().getOrDefault("GITHUB_RETENTION_DAYS", "90"));
      return Math.clamp(access.days(), 1, Math.max(1, limit));
    } catch (NumberFormatException _) {
      return Math.max(1, access.days());
    }
  }

  /** The run's and the job's names for the service, from the middle of the token. */
  private static List<String> ids(String token) {
    try {
      var payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
      var scopes =
          JSON.readTree(new String(payload, StandardCharsets.UTF_8)).path("scp").asString("");
      return Arrays.stream(scopes.split(" "))
          .map(scope -> scope.split(":", -1))
          .filter(parts -> parts.length == 3 && parts[0].equals("Actions.Results"))
          .map(parts -> List.of(parts[1], parts[2]))
          .findFirst()
          .orElseThrow();
    } catch (RuntimeException _) {
      throw notHere("the job's `ACTIONS_RUNTIME_TOKEN` does not name its run");
    }
  }

  private static StepFailure notHere(String why) {
    return new OutsideFailed(
        "artifacts-not-here",
        "Artifacts cannot be used here: " + why + ".",
        "Nothing was changed. `store: artifact:` works in a job of GitHub Actions on github.com;"
            + " elsewhere use a bucket or a folder.");
  }

  /** Whether artifacts of earlier runs can be seen. */
  boolean seesEarlierRuns() {
    return !githubToken.isEmpty();
  }

  /** Begins an artifact; returns where its content goes. */
  HttpUrl create(String name) {
    var answer =
        service(
            "CreateArtifact",
            request(name)
                .put("mime_type", "application/zip")
                .put("version", PROTOCOL)
                .put(
                    "expires_at",
                    clock
                        .instant()
                        .plus(Duration.ofDays(days))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()));
    return url(text(answer, "signed_upload_url", "signedUploadUrl"))
        .orElseThrow(() -> notWritable("it gave no place to upload to", null));
  }

  /** Makes an artifact of what was uploaded. */
  void finish(String name, long size, String sha256) {
    service(
        "FinalizeArtifact",
        request(name).put("size", Long.toString(size)).put("hash", "sha256:" + sha256));
  }

  /** Sends one block of the content. */
  void block(HttpUrl place, String block, byte[] bytes, int length) {
    var url =
        place
            .newBuilder()
            .setQueryParameter("comp", "block")
            .setQueryParameter("blockid", block)
            .build();
    mustBeGood(repeat(() -> http.put(url, Map.of(), bytes, length)));
  }

  /** Makes one content of the blocks. */
  void blocks(HttpUrl place, List<String> blocks) {
    var list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
    blocks.forEach(block -> list.append("<Latest>").append(block).append("</Latest>"));
    var bytes = list.append("</BlockList>").toString().getBytes(StandardCharsets.UTF_8);
    var url = place.newBuilder().setQueryParameter("comp", "blocklist").build();
    mustBeGood(
        repeat(() ->
            http.put(
                url, Map.of("x-ms-blob-content-type", "application/zip"), bytes, bytes.length)));
  }

  private static void mustBeGood(Http.Answer answer) {
    if (!answer.isGood()) {
      throw notWritable("the storage answered " + answer.status(), null);
    }
  }

  /** All artifacts that can be seen. */
  List<Artifact> list() {
    return seesEarlierRuns() ? listOfRepository() : listOfRun();
  }

  private List<Artifact> listOfRun() {
    var answer = service("ListArtifacts", ids());
    var all = new ArrayList<Artifact>();
    for (var artifact : answer.path("artifacts")) {
      all.add(
          new Artifact(
              Long.parseLong(text(artifact, "database_id", "databaseId")),
              text(artifact, "name", "name")));
    }
    return all;
  }

  private List<Artifact> listOfRepository() {
    var all = new ArrayList<Artifact>();
    Optional<HttpUrl> page =
        Optional.of(api.newBuilder().addQueryParameter("per_page", "100").build());
    while (page.isPresent()) {
      var url = page.get();
      var answer = repeat(() -> http.send("GET", url, headers(), Optional.empty()));
      if (!answer.isGood()) {
        throw unreadable("GitHub answered " + answer.status() + " to the list of artifacts", null);
      }
      for (var artifact : json(answer).path("artifacts")) {
        if (!artifact.path("expired").asBoolean(false)) {
          all.add(new Artifact(artifact.path("id").asLong(), artifact.path("name").asString("")));
        }
      }
      page = answer.next();
    }
    return all;
  }

  /** The content of an artifact, a zip file. */
  InputStream open(Artifact artifact) {
    var url =
        seesEarlierRuns()
            ? api.newBuilder().addPathSegments(artifact.id() + "/zip").build()
            : signed(artifact.name());
    var opened =
        repeatOpening(
            () -> http.open(url, seesEarlierRuns() ? headers() : Map.<String, String>of()));
    if (opened.status() != 200) {
      throw unreadable("GitHub answered " + opened.status() + " to the download", null);
    }
    return opened.body();
  }

  /** Where the artifact of this run lies. */
  private HttpUrl signed(String name) {
    var answer = service("GetSignedArtifactURL", request(name));
    return url(text(answer, "signed_url", "signedUrl"))
        .orElseThrow(() -> unreadable("it gave no place to download from", null));
  }

  void delete(Artifact artifact) {
    if (!seesEarlierRuns()) {
      throw notDeletable("there is no `github-token`");
    }
    var url = api.newBuilder().addPathSegment(Long.toString(artifact.id())).build();
    var answer = repeat(() -> http.send("DELETE", url, headers(), Optional.empty()));
    if (!answer.isGood() && answer.status() != 404) {
      throw notDeletable("GitHub answered " + answer.status());
    }
  }

  private ObjectNode ids() {
    return JSON.createObjectNode()
        .put("workflow_run_backend_id", run)
        .put("workflow_job_run_backend_id", job);
  }

  private ObjectNode request(String name) {
    return ids().put("name", name);
  }

  private JsonNode service(String method, JsonNode body) {
    var url = results.resolve("/" + SERVICE + method);
    var headers = Map.of("Authorization", "Bearer " + runtimeToken);
    var answer =
        repeat(() ->
            http.send(
                "POST",
                Optional.ofNullable(url).orElseThrow(),
                headers,
                Optional.of(body.toString())));
    if (!answer.isGood()) {
      throw notWritable(
          "%s was answered with %d %s"
              .formatted(method, answer.status(), json(answer).path("msg").asString("")),
          null);
    }
    var json = json(answer);
    if (json.has("ok") && !json.path("ok").asBoolean()) {
      throw notWritable(method + " was not accepted", null);
    }
    return json;
  }

  private static JsonNode json(Http.Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }

  private static String text(JsonNode node, String snake, String camel) {
    return node.path(snake).asString(node.path(camel).asString(""));
  }

  private Map<String, String> headers() {
    return Map.of(
        "Accept", "application/vnd.github+json",
        "Authorization", "Bearer " + githubToken,
        "X-GitHub-Api-Version", "2022-11-28");
  }

  /** Again where that may help; a full quota does not become less full. */
  private Http.Answer repeat(Call<Http.Answer> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        var answer = call.make();
        if (!WORTH_REPEATING.contains(answer.status())
            || answer.body().contains("insufficient usage")
            || attempt == ATTEMPTS) {
          return answer;
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw notWritable(String.valueOf(e.getMessage()), e);
        }
      }
      rest(attempt);
    }
  }

  private Http.Opened repeatOpening(Call<Http.Opened> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        var opened = call.make();
        if (!WORTH_REPEATING.contains(opened.status()) || attempt == ATTEMPTS) {
          return opened;
        }
        opened.body().close();
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw unreadable(String.valueOf(e.getMessage()), e);
        }
      }
      rest(attempt);
    }
  }

  private void rest(int attempt) {
    try {
      Thread.sleep(pause.multipliedBy(1L << (attempt - 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notWritable("it was interrupted", null);
    }
  }

  static StepFailure notWritable(String why, @Nullable IOException cause) {
    return new OutsideFailed(
        "store-not-writable",
        "The artifacts of the run cannot be written: " + why + ".",
        "Nothing was changed and no backup was stored. Look at GitHub's status and the storage"
            + " quota, then run the step again; or use another store.",
        cause);
  }

  static StepFailure unreadable(String why, @Nullable IOException cause) {
    return new OutsideFailed(
        "store-unreadable",
        "The artifacts cannot be read: " + why + ".",
        "Nothing was changed. Give `permissions: actions: read` and the `github-token`; then run the"
            + " step again.",
        cause);
  }

  private static StepFailure notDeletable(String why) {
    return new OutsideFailed(
        "store-delete-refused",
        "Artifacts cannot be removed: " + why + ".",
        "No backup was damaged. Give `permissions: actions: write`; or leave it: artifacts expire by"
            + " themselves.");
  }
}
