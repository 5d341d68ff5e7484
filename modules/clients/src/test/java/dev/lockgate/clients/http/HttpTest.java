package dev.lockgate.clients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.step.OutsideFailed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
  private static final HttpUrl PLAIN = HttpUrl.get("http://service.example.test/path");
  private static final HttpUrl ENCRYPTED = HttpUrl.get("https://hooks.example.test/services/T0");

  @Test
  void a_plain_request_goes_through_the_proxy() throws IOException {
    try (var proxy = new LocalProxy("")) {
      var answer = get(Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port()), PLAIN);

      assertThat(answer.body()).isEqualTo("by proxy\n");
      assertThat(proxy.asked).containsExactly("GET http://service.example.test/path HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTPS_PROXY", "https_proxy"})
  void an_encrypted_request_asks_the_proxy_for_a_tunnel(String variable) throws IOException {
    try (var proxy = new LocalProxy("")) {
      var environment = Map.of(variable, "127.0.0.1:" + proxy.port());

      assertThatThrownBy(() -> get(environment, ENCRYPTED))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("502");
      assertThat(proxy.asked).containsExactly("CONNECT hooks.example.test:443 HTTP/1.1");
    }
  }

  @Test
  void a_proxy_that_asks_who_calls_is_told_user_and_decoded_password() throws IOException {
    try (var proxy = new LocalProxy(Credentials.basic("runner", "p@ss:w%rd"))) {
      var address = "http://runner:p%40ss:w%25rd@127.0.0.1:" + proxy.port() + "/";

      assertThat(get(Map.of("http_proxy", address), PLAIN).isGood()).isTrue();
      assertThat(proxy.asked).hasSize(2);
    }
  }

  @Test
  void a_proxy_that_refuses_who_calls_is_asked_once_more_and_no_longer() throws IOException {
    try (var proxy = new LocalProxy(Credentials.basic("runner", "right"))) {
      var address = "http://runner:wrong@127.0.0.1:" + proxy.port();

      assertThat(get(Map.of("http_proxy", address), PLAIN).status()).isEqualTo(407);
      assertThat(proxy.asked).hasSize(2);
    }
  }

  @Test
  void a_host_in_no_proxy_is_reached_directly() throws IOException {
    try (var server = new MockWebServer();
        var proxy = new LocalProxy("")) {
      server.enqueue(new MockResponse.Builder().body("direct").build());
      server.start();
      var environment =
          Map.of(
              "HTTP_PROXY", "http://127.0.0.1:" + proxy.port(), "NO_PROXY", server.getHostName());

      assertThat(get(environment, server.url("/")).body()).isEqualTo("direct");
      assertThat(proxy.asked).isEmpty();
    }
  }

  @Test
  void the_runner_reads_small_letters_first_and_so_do_we() throws IOException {
    try (var proxy = new LocalProxy("")) {
      var environment =
          Map.of("HTTP_PROXY", "http://127.0.0.1:1", "http_proxy", "127.0.0.1:" + proxy.port());

      assertThat(get(environment, PLAIN).isGood()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "proxy.test:3128, HTTP, proxy.test, 3128",
    "http://proxy.test, HTTP, proxy.test, 80",
    "http://u:p/w@x@proxy.test:1, HTTP, proxy.test, 1",
    "http://[fd00::1]:3128/, HTTP, fd00::1, 3128",
    "socks5://proxy.test, SOCKS, proxy.test, 1080",
  })
  void a_proxy_is_written_in_several_ways(String text, Proxy.Type type, String host, int port) {
    assertThat(ProxyServer.parse(text).proxy())
        .isEqualTo(new Proxy(type, InetSocketAddress.createUnresolved(host, port)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://u:hunter2@proxy.test",
        "ftp://hunter2",
        "http://proxy test",
        "x:99999999"
      })
  void a_proxy_that_cannot_be_used_is_named_without_its_password(String text) {
    assertThatThrownBy(() -> new Http(Map.of("HTTPS_PROXY", text)))
        .isInstanceOfSatisfying(
            OutsideFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("proxy-not-understood");
              assertThat(failure).hasMessageContaining("http://host:port");
              assertThat(failure.remedy()).contains("Nothing was changed");
            })
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void the_next_page_is_where_the_server_says() throws IOException {
    try (var server = new MockWebServer()) {
      server.enqueue(
          new MockResponse.Builder()
              .addHeader(
                  "Link", "<http://h/?page=1>; rel=\"prev\", <http://h/?page=3>; rel=\"next\"")
              .build());
      server.enqueue(new MockResponse.Builder().build());
      server.start();

      assertThat(get(Map.of(), server.url("/")).next()).contains(HttpUrl.get("http://h/?page=3"));
      assertThat(get(Map.of(), server.url("/")).next()).isEmpty();
    }
  }

  private static Http.Answer get(Map<String, String> environment, HttpUrl url) throws IOException {
    return new Http(environment).send("GET", url, Map.of(), Optional.empty());
  }
}
