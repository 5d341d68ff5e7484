package dev.lockgate.clients.slack;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.clients.http.Http;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.Ending.Result;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SlackWebhookTest {
  private static final Run RUN =
      new Run(
          "drift",
          "octocat",
          "acme/shop",
          "1f2e3d4c",
          "refs/heads/main",
          "schedule",
          "https://github.test/acme/shop/actions/runs/77",
          "77",
          1);

  private final MockWebServer slack = new MockWebServer();

  @BeforeEach
  void slack_listens() throws IOException {
    slack.start();
  }

  @AfterEach
  void slack_closes() {
    slack.close();
  }

  @Test
  void a_channel_hears_the_verdict_and_where_to_look() throws InterruptedException {
    slack.enqueue(new MockResponse.Builder().body("ok").build());
    var report =
        Report.builder()
            .text("Someone changed the database by hand.")
            .fact("Schema version", "41")
            .table(List.of("not"), List.of(List.of("for a chat")))
            .text("nor is this")
            .build("Blocked: 2 changes in production that no migration made");

    webhook().tell(new Ending(RUN, "production", Result.BLOCKED, "drift-found", report));

    assertThat(text())
        .isEqualTo(
            """
            :no_entry: *Blocked: 2 changes in production that no migration made*
            drift blocked · production · acme/shop · started by octocat
            Someone changed the database by hand.
            Schema version: 41
            <https://github.test/acme/shop/actions/runs/77|the run> · \
            <https://github.com/lockgate/lockgate/blob/main/modules/docs/runbook.md#drift-found\
            |what `drift-found` means>\
            """);
  }

  @Test
  void no_text_calls_a_channel_or_makes_a_link() throws InterruptedException {
    slack.enqueue(new MockResponse.Builder().body("ok").build());
    var report = Report.builder().text("<!channel> & <http://evil|x>").build("<!here>");

    webhook().tell(new Ending(RUN, "<!everyone>", Result.PASSED, "", report));

    assertThat(text())
        .contains("&lt;!channel&gt; &amp; &lt;http://evil|x&gt;")
        .contains("*&lt;!here&gt;*")
        .doesNotContain("<!");
  }

  @Test
  void a_long_report_is_shortened_and_keeps_its_links() throws InterruptedException {
    slack.enqueue(new MockResponse.Builder().body("ok").build());
    var report = Report.builder().text("x".repeat(50_000)).build("Passed");

    webhook().tell(new Ending(RUN, "", Result.PASSED, "", report));

    assertThat(text()).hasSizeLessThan(3_000).contains("x…\n").endsWith("|the run>");
  }

  @Test
  void a_webhook_that_is_gone_says_so_and_not_its_address() {
    slack.enqueue(new MockResponse.Builder().code(404).body("no_service").build());

    assertThatThrownBy(() -> webhook().tell(ending()))
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("slack-refused");
              assertThat(failure.remedy()).contains("slack-webhook-url");
            })
        .hasMessage("Slack answered 404: no_service")
        .hasMessageNotContaining("T0/B0");
  }

  @Test
  void a_webhook_that_cannot_be_reached_says_so() {
    var address = slack.url("/services/T0/B0/secret").toString();
    slack.close();

    assertThatThrownBy(() -> new SlackWebhook(new Secret(address), http()).tell(ending()))
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> assertThat(failure.code()).isEqualTo("slack-unreachable"))
        .hasMessageNotContaining("T0/B0");
  }

  private static Ending ending() {
    return new Ending(RUN, "", Result.PASSED, "", Report.builder().build("Passed"));
  }

  @ParameterizedTest
  @CsvSource({
    "restore, staging, PASSED, true",
    "restore, production, FAILED, true",
    "deploy, production, FAILED, true",
    "deploy, prod, BLOCKED, true",
    "deploy, production, PASSED, false",
    "deploy, staging, FAILED, false",
    "drift, production, BLOCKED, false",
  })
  void everybody_hears_of_a_restore_and_of_a_deploy_to_production_that_failed(
      String step, String environment, Result result, boolean everybody)
      throws InterruptedException {
    slack.enqueue(new MockResponse.Builder().body("ok").build());
    var run = new Run(step, "octocat", "acme/shop", "1f2e3d4c", "", "", "", "77", 1);

    webhook()
        .tell(new Ending(run, environment, result, "", Report.builder().build("How it ended")));

    assertThat(text().startsWith("<!channel> ")).isEqualTo(everybody);
  }

  @Test
  void a_warning_does_not_look_like_a_success() throws InterruptedException {
    slack.enqueue(new MockResponse.Builder().body("ok").build());
    var report =
        Report.builder()
            .finding(Finding.of(Finding.Level.WARNING, "deploy-slow", "It took long."))
            .build("Deployed 1 migration");

    webhook().tell(new Ending(RUN, "staging", Result.PASSED, "", report));

    assertThat(text()).startsWith(":warning: *Deployed 1 migration*");
  }

  private SlackWebhook webhook() {
    return new SlackWebhook(new Secret(slack.url("/services/T0/B0/secret").toString()), http());
  }

  private static Http http() {
    return new Http(Map.of());
  }

  private String text() throws InterruptedException {
    var request = slack.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    return JsonMapper.shared()
        .readTree(requireNonNull(request.getBody()).utf8())
        .path("text")
        .asString();
  }
}
