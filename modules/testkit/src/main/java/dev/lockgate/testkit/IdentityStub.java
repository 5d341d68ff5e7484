package dev.lockgate.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * GitHub's endpoint for a job's identity, and the service of Amazon's that gives keys for it, as
 * both are documented.
 */
public final class IdentityStub implements AutoCloseable {
  /** What the job shows to GitHub. */
  public static final String BEARER = "bearer-of-the-job";

  /** The role whose trust policy lets the job in. */
  public static final String ROLE = "arn:aws:iam::123456789012:role/backups";

  /** What the keys are used together with. */
  public static final String SESSION = "session-token-of-an-hour";

  private static final String AUDIENCE = "sts.amazonaws.com";

  private final HttpServer server;
  private final Map<String, String> keys;
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final Duration life;

  private IdentityStub(HttpServer server, Map<String, String> keys, Duration life) {
    this.server = server;
    this.keys = keys;
    this.life = life;
  }

  /**
   * Starts one.
   *
   * @param keys those it gives, as {@code S3Server.environment} has them
   * @param life how long they last
   */
  public static IdentityStub start(Map<String, String> keys, Duration life) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var stub = new IdentityStub(server, keys, life);
      server.createContext("/token", stub::token);
      server.createContext("/sts", stub::assume);
      server.start();
      return stub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A job with {@code id-token: write}. */
  public Map<String, String> environment() {
    return Map.of(
        "ACTIONS_ID_TOKEN_REQUEST_URL",
        url("token?api-version=2.0"),
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        BEARER,
        "AWS_ENDPOINT_URL_STS",
        url("sts"),
        "AWS_ROLE_ARN",
        ROLE);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
  }

  /** The identities that keys were asked for with. */
  public List<String> tokens() {
    return List.copyOf(tokens);
  }

  private void token(HttpExchange exchange) throws IOException {
    var good =
        ("Bearer " + BEARER).equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && fields(exchange.getRequestURI().getRawQuery())
                .equals(Map.of("api-version", "2.0", "audience", AUDIENCE));
    send(
        exchange,
        good ? 200 : 401,
        good ? "{\"count\": 1, \"value\": \"identity-%d\"}".formatted(tokens.size() + 1) : "{}");
  }

  private void assume(HttpExchange exchange) throws IOException {
    var form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    var token = form.getOrDefault("WebIdentityToken", "");
    var good =
        form.getOrDefault("Action", "").equals("AssumeRoleWithWebIdentity")
            && form.getOrDefault("Version", "").equals("2011-06-15")
            && !form.getOrDefault("RoleSessionName", "").isEmpty()
            && form.getOrDefault("RoleArn", "").equals(ROLE)
            && token.startsWith("identity-");
    tokens.add(token);
    send(exchange, good ? 200 : 403, good ? credentials() : denied());
  }

  private String credentials() {
    return """
    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <AssumeRoleWithWebIdentityResult>
        <Credentials>
          <SessionToken>%s</SessionToken>
          <SecretAccessKey>%s</SecretAccessKey>
          <Expiration>%s</Expiration>
          <AccessKeyId>%s</AccessKeyId>
        </Credentials>
      </AssumeRoleWithWebIdentityResult>
    </AssumeRoleWithWebIdentityResponse>
    """
        .formatted(
            SESSION,
            keys.get("AWS_SECRET_ACCESS_KEY"),
            Instant.now().plus(life),
            keys.get("AWS_ACCESS_KEY_ID"));
  }

  private static String denied() {
    return """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <Error>
        <Type>Sender</Type>
        <Code>AccessDenied</Code>
        <Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message>
      </Error>
    </ErrorResponse>
    """;
  }

  private static Map<String, String> fields(String text) {
    var fields = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      var parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
