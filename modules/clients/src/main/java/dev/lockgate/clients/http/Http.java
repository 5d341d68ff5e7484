package dev.lockgate.clients.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Small JSON exchanges over HTTP: each has a deadline and goes through the proxy it should. */
public final class Http {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final Duration WHOLE_CALL = Duration.ofSeconds(15);
  private static final long LONGEST_ANSWER = 8L * 1024 * 1024;

  private final OkHttpClient client;

  /** HTTP with the proxy variables of this process. */
  public Http() {
    this(System.getenv());
  }

  /**
   * HTTP with the proxy variables given: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY},
   * in capitals or small letters.
   */
  public Http(Map<String, String> environment) {
    this(environment, WHOLE_CALL);
  }

  /**
   * The same for bigger bodies.
   *
   * @param wholeCall how long a call may take at most
   */
  public Http(Map<String, String> environment, Duration wholeCall) {
    var proxies = Proxies.of(environment);
    client =
        new OkHttpClient.Builder()
            .connectTimeout(TO_CONNECT)
            .callTimeout(wholeCall)
            .readTimeout(wholeCall)
            .writeTimeout(wholeCall)
            .followSslRedirects(false)
            .proxySelector(proxies)
            .proxyAuthenticator(proxies)
            .build();
  }

  /**
   * What a server answered.
   *
   * @param status such as 200
   * @param body at most 8 MiB of it
   */
  public record Answer(int status, Headers headers, String body) {
    /** Whether the server did what was asked. */
    public boolean isGood() {
      return status >= 200 && status < 300;
    }

    /** The address of the next page, as the header {@code Link} names it. */
    public Optional<HttpUrl> next() {
      return Links.next(headers.values("Link")).map(HttpUrl::parse);
    }
  }

  /**
   * Sends a request and waits for the answer, at most 15 seconds.
   *
   * @param json the body; empty for a request without one
   * @throws IOException when there was no answer
   */
  public Answer send(String method, HttpUrl url, Map<String, String> headers, Optional<String> json)
      throws IOException {
    var request =
        new Request.Builder()
            .url(url)
            .headers(Headers.of(headers))
            .header("User-Agent", "lockgate")
            .method(method, json.map(text -> RequestBody.create(text, JSON)).orElse(null))
            .build();
    try (var response = client.newCall(request).execute()) {
      return new Answer(response.code(), response.headers(), body(response));
    }
  }

  /**
   * Sends a form and waits for the answer, at most 15 seconds.
   *
   * @throws IOException when there was no answer
   */
  public Answer form(HttpUrl url, Map<String, String> fields) throws IOException {
    var form = new FormBody.Builder();
    fields.forEach(form::add);
    var request =
        new Request.Builder().url(url).header("User-Agent", "lockgate").post(form.build()).build();
    try (var response = client.newCall(request).execute()) {
      return new Answer(response.code(), response.headers(), body(response));
    }
  }

  /**
   * Sends bytes and waits for the answer.
   *
   * @throws IOException when there was no answer
   */
  public Answer put(HttpUrl url, Map<String, String> headers, byte[] bytes, int length)
      throws IOException {
    var request =
        new Request.Builder()
            .url(url)
            .headers(Headers.of(headers))
            .header("User-Agent", "lockgate")
            .put(RequestBody.create(bytes, null, 0, length))
            .build();
    try (var response = client.newCall(request).execute()) {
      return new Answer(response.code(), response.headers(), body(response));
    }
  }

  /**
   * A body being read, which must be closed.
   *
   * @param status such as 200
   */
  public record Opened(int status, InputStream body) {}

  /**
   * Asks for something big; where it lies elsewhere, that is followed.
   *
   * @throws IOException when there was no answer
   */
  public Opened open(HttpUrl url, Map<String, String> headers) throws IOException {
    var request =
        new Request.Builder()
            .url(url)
            .headers(Headers.of(headers))
            .header("User-Agent", "lockgate")
            .build();
    var response = client.newCall(request).execute();
    return new Opened(response.code(), response.body().byteStream());
  }

  private static String body(Response response) throws IOException {
    return response.peekBody(LONGEST_ANSWER).string();
  }
}
