package dev.lockgate.clients.github;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StickyComment;
import java.io.IOException;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PullRequestCommentTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String MARKER = Marker.of("diff production");
  private static final String BOT = "github-actions[bot]";
  private static final Run RUN =
      new Run(
          "diff", "octocat", "acme/shop", "1f2e", "refs/pull/12/merge", "pull_request", "", "", 1);

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
  void the_first_time_a_comment_is_written() throws InterruptedException {
    answers("{\"data\":{\"viewer\":{\"login\":\"github-actions[bot]\"}}}", "[]", created(7));

    var address = comment("ghs_token").put("diff production", "## Two migrations\n");

    assertThat(address).isEqualTo("https://github.test/acme/shop/pull/12#issuecomment-7");
    assertThat(asked("POST /graphql").getHeaders().get("Authorization"))
        .isEqualTo("Bearer ghs_token");
    asked("GET /api/v3/repos/acme/shop/issues/12/comments?per_page=100");
    assertThat(body(asked("POST /api/v3/repos/acme/shop/issues/12/comments")))
        .isEqualTo(MARKER + "\n## Two migrations\n");
  }

  @Test
  void the_next_time_it_is_brought_up_to_date_in_place() throws InterruptedException {
    answers(login(BOT), page(listed(5, BOT, MARKER + "\nold")), created(5));

    comment("ghs_token").put("diff production", "new");

    asked("POST /graphql");
    asked("GET /api/v3/repos/acme/shop/issues/12/comments?per_page=100");
    assertThat(body(asked("PATCH /api/v3/repos/acme/shop/issues/comments/5")))
        .isEqualTo(MARKER + "\nnew");
  }

  @Test
  void a_marker_that_someone_else_planted_is_left_alone() throws InterruptedException {
    answers(
        login(BOT),
        page(
            listed(1, "stranger", MARKER + "\nplanted"),
            listed(2, BOT, "> quoted " + MARKER),
            listed(3, BOT, Marker.of("diff staging") + "\nanother environment")),
        created(9));

    comment("ghs_token").put("diff production", "new");

    asked("POST /graphql");
    asked("GET /api/v3/repos/acme/shop/issues/12/comments?per_page=100");
    asked("POST /api/v3/repos/acme/shop/issues/12/comments");
  }

  @Test
  void a_comment_on_a_later_page_is_found() throws InterruptedException {
    github.enqueue(answer(login(BOT)).build());
    github.enqueue(
        answer(page(listed(1, "octocat", "hello")))
            .addHeader("Link", "<" + github.url("/api/v3/page2") + ">; rel=\"next\"")
            .build());
    github.enqueue(answer(page(listed(5, BOT, MARKER))).build());
    github.enqueue(answer(created(5)).build());

    comment("ghs_token").put("diff production", "new");

    asked("POST /graphql");
    asked("GET /api/v3/repos/acme/shop/issues/12/comments?per_page=100");
    asked("GET /api/v3/page2");
    asked("PATCH /api/v3/repos/acme/shop/issues/comments/5");
  }

  @Test
  void a_page_elsewhere_does_not_get_the_token() throws InterruptedException {
    github.enqueue(answer(login(BOT)).build());
    github.enqueue(
        answer("[]").addHeader("Link", "<http://evil.test/page2>; rel=\"next\"").build());
    github.enqueue(answer(created(5)).build());

    comment("ghs_token").put("diff production", "new");

    assertThat(github.getRequestCount()).isEqualTo(3);
  }

  @Test
  void a_login_that_cannot_be_asked_for_is_that_of_the_job_s_own_token()
      throws InterruptedException {
    github.enqueue(new MockResponse.Builder().code(403).body("{}").build());
    github.enqueue(answer(page(listed(5, BOT, MARKER))).build());
    github.enqueue(answer(created(5)).build());

    comment("ghs_token").put("diff production", "new");

    asked("POST /graphql");
    asked("GET /api/v3/repos/acme/shop/issues/12/comments?per_page=100");
    asked("PATCH /api/v3/repos/acme/shop/issues/comments/5");
  }

  @Test
  void a_comment_is_never_longer_than_github_takes() throws InterruptedException {
    answers(login(BOT), "[]", created(7));

    comment("ghs_token").put("diff production", "x".repeat(100_000));

    asked("POST /graphql");
    asked("GET /api/v3/repos/acme/shop/issues/12/comments?per_page=100");
    assertThat(body(asked("POST /api/v3/repos/acme/shop/issues/12/comments")))
        .hasSize(StickyComment.LIMIT)
        .endsWith("*Shortened: the summary of the run holds the rest.*\n");
  }

  @Test
  void a_token_that_can_only_read_is_told_with_what_to_do() {
    answers(login(BOT), "[]");
    github.enqueue(
        new MockResponse.Builder()
            .code(403)
            .body("{\"message\":\"Resource not accessible by integration\"}")
            .build());

    assertThatThrownBy(() -> comment("ghs_token").put("diff production", "new"))
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("comment-refused");
              assertThat(failure.remedy())
                  .contains("pull-requests: write")
                  .contains("from a fork")
                  .contains("does not depend on it");
            })
        .hasMessage(
            "The comment on pull request 12 could not be written: GitHub answered 403: Resource"
                + " not accessible by integration.");
  }

  @Test
  void without_a_token_nothing_is_sent() {
    assertThatThrownBy(() -> comment("").put("diff production", "new"))
        .isInstanceOf(OutsideFailed.class)
        .hasMessageContaining("`github-token` is empty");
    assertThat(github.getRequestCount()).isZero();
  }

  @Test
  void an_answer_that_is_no_json_is_a_failure_of_the_outside() {
    answers(login(BOT), "<html>");

    assertThatThrownBy(() -> comment("ghs_token").put("diff production", "new"))
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> assertThat(failure.code()).isEqualTo("github-unreachable"));
  }

  @Test
  void a_marker_ends_where_it_should_and_keeps_subjects_apart() {
    assertThat(Marker.of("diff --> <b>")).matches("<!-- lockgate diff - -b- [0-9a-f]{8} -->");
    assertThat(Marker.of("diff a!")).isNotEqualTo(Marker.of("diff a?"));
  }

  private PullRequestComment comment(String token) {
    return new PullRequestComment(
        new Secret(token),
        RUN,
        12,
        Map.of(
            "GITHUB_API_URL", github.url("/api/v3").toString(),
            "GITHUB_GRAPHQL_URL", github.url("/graphql").toString()));
  }

  private void answers(String... bodies) {
    for (var body : bodies) {
      github.enqueue(answer(body).build());
    }
  }

  private static MockResponse.Builder answer(String body) {
    return new MockResponse.Builder().body(body);
  }

  private static String login(String login) {
    var json = JSON.createObjectNode();
    json.putObject("data").putObject("viewer").put("login", login);
    return json.toString();
  }

  private static String page(JsonNode... comments) {
    var page = JSON.createArrayNode();
    for (var comment : comments) {
      page.add(comment);
    }
    return page.toString();
  }

  private static JsonNode listed(int id, String login, String body) {
    var comment = JSON.createObjectNode().put("id", id).put("body", body);
    comment.putObject("user").put("login", login);
    return comment;
  }

  private static String created(int id) {
    return JSON.createObjectNode()
        .put("html_url", "https://github.test/acme/shop/pull/12#issuecomment-" + id)
        .toString();
  }

  private RecordedRequest asked(String request) throws InterruptedException {
    var taken = github.takeRequest();
    assertThat(taken.getMethod() + " " + taken.getTarget()).isEqualTo(request);
    return taken;
  }

  private static String body(RecordedRequest request) {
    return JSON.readTree(requireNonNull(request.getBody()).utf8()).path("body").asString();
  }
}
