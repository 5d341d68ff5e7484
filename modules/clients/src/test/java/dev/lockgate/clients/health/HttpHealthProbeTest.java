package dev.lockgate.clients.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.clients.http.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpHealthProbeTest {
  private final MockWebServer application = new MockWebServer();
  private final HttpHealthProbe probe = new HttpHealthProbe(new Http(Map.of()), Duration.ZERO);

  @BeforeEach
  void the_application_listens() throws IOException {
    application.start();
  }

  @AfterEach
  void the_application_closes() {
    application.close();
  }

  @Test
  void an_application_that_restarts_is_asked_again() {
    application.enqueue(new MockResponse.Builder().code(503).build());
    application.enqueue(new MockResponse.Builder().code(204).build());

    assertThat(probe.ask(address())).isEmpty();
    assertThat(application.getRequestCount()).isEqualTo(2);
  }

  @Test
  void one_that_stays_unwell_is_told_by_its_status_and_not_by_its_address() {
    for (int i = 0; i < 5; i++) {
      application.enqueue(new MockResponse.Builder().code(500).body("stack trace").build());
    }

    assertThat(probe.ask(address())).isEqualTo("answered 500");
  }

  @Test
  void one_that_does_not_answer_is_told_without_its_address() {
    var address = address();
    application.close();

    assertThat(probe.ask(address))
        .startsWith("did not answer (")
        .doesNotContain("secret")
        .doesNotContain("localhost");
  }

  private URI address() {
    return URI.create(application.url("/health?token=secret").toString());
  }
}
