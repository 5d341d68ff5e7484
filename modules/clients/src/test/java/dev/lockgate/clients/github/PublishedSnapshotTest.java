package dev.lockgate.clients.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.clients.snapshot.StoredSchemaJson;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.snapshot.Profile;
import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.snapshot.Traits;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedSnapshotTest {
  private static final Run RUN =
      new Run("diff", "octocat", "acme/shop", "1f2e", "refs/pull/12/merge", "", "", "", 1);
  private static final StoredSchema STORED =
      new StoredSchema(
          Instant.parse("2026-11-25T16:00:00Z"),
          new Standing(
              "17.5", 17, Traits.PLAIN, "postgres", "ada", false, Profile.PLAIN, List.of()),
          SchemaSnapshot.of(List.of()),
          SchemaSnapshot.of(List.of()),
          new StoredSchema.History("public", "flyway_schema_history", false, true, "", List.of()),
          new TreeMap<>(),
          Instant.parse("2026-11-25T15:00:00Z"));

  private final MockWebServer github = new MockWebServer();

  @BeforeEach
  void github_listens() throws IOException {
    github.start();
  }

  @AfterEach
  void github_closes() {
    github.close();
  }

  @Test
  void the_newest_of_the_default_branch_that_no_pull_request_made_is_read()
      throws IOException, InterruptedException {
    answer("{\"default_branch\": \"main\"}");
    answer(
        "{\"artifacts\": ["
            + String.join(
                ", ",
                artifact(1, "2026-11-20", "main", 7, 7, false),
                artifact(2, "2026-11-24", "main", 7, 7, false),
                artifact(3, "2026-11-25", "main", 7, 9, false), // a fork's branch of that name
                artifact(4, "2026-11-25", "feature", 7, 7, false),
                artifact(5, "2026-11-25", "main", 7, 7, true),
                artifact(6, "2026-11-25", "main", 7, 7, false))
            + "]}");
    answer("{\"event\": \"pull_request\"}"); // of 6
    answer("{\"event\": \"schedule\"}"); // of 2
    zip(Map.of("report.json", "{}", "schema.json", StoredSchemaJson.write(STORED)));

    assertThat(snapshot("ghs_token").read("schema-production")).isEqualTo(STORED);

    assertThat(github.takeRequest().getTarget()).isEqualTo("/api/v3/repos/acme/shop");
    assertThat(github.takeRequest().getTarget())
        .startsWith("/api/v3/repos/acme/shop/actions/artifacts?name=schema-production&");
    assertThat(github.takeRequest().getTarget()).endsWith("/actions/runs/106");
    assertThat(github.takeRequest().getTarget()).endsWith("/actions/runs/102");
    assertThat(github.takeRequest().getTarget()).endsWith("/actions/artifacts/2/zip");
  }

  @Test
  void without_one_the_remedy_says_who_makes_it() {
    answer("{\"default_branch\": \"main\"}");
    answer("{\"artifacts\": []}");

    assertThatThrownBy(() -> snapshot("ghs_token").read("schema-production"))
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("snapshot-not-found");
              assertThat(failure)
                  .hasMessageContaining("`schema-production`")
                  .hasMessageContaining("no run of the branch `main` left one");
              assertThat(failure.remedy()).contains("actions: read").contains("schema-path");
            });
  }

  @Test
  void a_token_that_may_not_look_and_a_file_that_is_no_snapshot_are_told() throws IOException {
    github.enqueue(new MockResponse.Builder().code(403).body("{}").build());
    assertThatThrownBy(() -> snapshot("ghs_token").read("a"))
        .hasMessageContaining("403")
        .hasMessageNotContaining("ghs_");
    assertThatThrownBy(() -> snapshot("").read("a")).hasMessageContaining("there is no token");

    answer("{\"default_branch\": \"main\"}");
    answer("{\"artifacts\": [" + artifact(1, "2026-11-20", "main", 7, 7, false) + "]}");
    answer("{\"event\": \"push\"}");
    zip(Map.of("schema.json", "{\"format\": 9}"));
    assertThatThrownBy(() -> snapshot("ghs_token").read("a"))
        .hasMessageContaining("no file in it is a schema snapshot that this release reads");
  }

  private static String artifact(
      int id, String day, String branch, int repository, int head, boolean expired) {
    return """
    {"id": %d, "expired": %b, "created_at": "%sT00:00:00Z", "workflow_run":
      {"id": %d, "head_branch": "%s", "repository_id": %d, "head_repository_id": %d}}\
    """
        .formatted(id, expired, day, 100 + id, branch, repository, head);
  }

  private void answer(String body) {
    github.enqueue(new MockResponse.Builder().code(200).body(body).build());
  }

  private void zip(Map<String, String> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    github.enqueue(
        new MockResponse.Builder().code(200).body(new Buffer().write(bytes.toByteArray())).build());
  }

  private PublishedSnapshot snapshot(String token) {
    var api = github.url("/api/v3").toString();
    return new PublishedSnapshot(new Secret(token), RUN, Map.of("GITHUB_API_URL", api));
  }
}
