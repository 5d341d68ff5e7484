package dev.lockgate.clients.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import java.io.IOException;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BaseBranchTest {
  private static final Run RUN =
      new Run("diff", "octocat", "acme/shop", "1f2e", "refs/pull/12/merge", "", "", "", 1);

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
  void a_file_is_read_at_the_base_commit() throws InterruptedException {
    answer(200, "{\"size\": 5, \"sha\": \"aa\", \"content\": \"aGVs\\nbG8=\\n\"}");

    assertThat(base("ghs_token").read(".github/lockgate.yml")).contains("hello");

    var asked = github.takeRequest();
    assertThat(asked.getTarget())
        .isEqualTo("/api/v3/repos/acme/shop/contents/.github/lockgate.yml?ref=cafe");
    assertThat(asked.getHeaders().get("Authorization")).isEqualTo("Bearer ghs_token");
  }

  @Test
  void a_file_that_the_base_does_not_have_is_no_failure() {
    answer(404, "{\"message\": \"Not Found\"}");

    assertThat(base("ghs_token").read("nowhere")).isEmpty();
  }

  @Test
  void a_large_file_is_fetched_as_a_blob() throws InterruptedException {
    answer(200, "{\"size\": 2000000, \"sha\": \"aa\", \"content\": \"\"}");
    answer(200, "{\"content\": \"aGVsbG8=\"}");

    assertThat(base("ghs_token").read("large.sql")).contains("hello");

    github.takeRequest();
    assertThat(github.takeRequest().getTarget()).isEqualTo("/api/v3/repos/acme/shop/git/blobs/aa");
  }

  @Test
  void a_folder_is_listed_with_the_hashes_of_its_files() {
    answer(200, "{\"tree\": [{\"path\": \"db\", \"type\": \"tree\", \"sha\": \"t1\"}]}");
    answer(200, "{\"tree\": [{\"path\": \"migration\", \"type\": \"tree\", \"sha\": \"t2\"}]}");
    answer(
        200,
        "{\"tree\": [{\"path\": \"V1__a.sql\", \"type\": \"blob\", \"sha\": \"b1\"},"
            + " {\"path\": \"more\", \"type\": \"tree\", \"sha\": \"t3\"},"
            + " {\"path\": \"more/V2__b.sql\", \"type\": \"blob\", \"sha\": \"b2\"}]}");

    assertThat(base("ghs_token").list("db/migration"))
        .isEqualTo(Map.of("db/migration/V1__a.sql", "b1", "db/migration/more/V2__b.sql", "b2"));
  }

  @Test
  void a_folder_that_the_base_does_not_have_is_empty() {
    answer(200, "{\"tree\": []}");

    assertThat(base("ghs_token").list("db/migration")).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_told_without_the_token() {
    answer(403, "{\"message\": \"Resource not accessible by integration\"}");

    assertThatThrownBy(() -> base("ghs_token").read("a"))
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("base-unreadable");
              assertThat(failure).hasMessageContaining("403").hasMessageNotContaining("ghs_");
            });
    assertThatThrownBy(() -> base("").read("a")).hasMessageContaining("there is no token");
  }

  private void answer(int status, String body) {
    github.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private BaseBranch base(String token) {
    var api = github.url("/api/v3").toString();
    return new BaseBranch(new Secret(token), RUN, "cafe", Map.of("GITHUB_API_URL", api));
  }
}
