package dev.lockgate.clients.store;

import dev.lockgate.clients.http.Http;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys for an hour in exchange for the job's own identity, renewed while a long upload needs them.
 * No secret is stored anywhere.
 */
final class WebIdentity implements AwsCredentialsProvider {
  private static final String AUDIENCE = "sts.amazonaws.com";
  private static final Duration EARLY = Duration.ofMinutes(5);

  private final String role;
  private final String region;
  private final Map<String, String> environment;
  private final Tokens tokens;
  private final Http http;
  private final Clock clock;
  private @Nullable AwsCredentials keys;
  private Instant until = Instant.EPOCH;

  /** Where the job's identity comes from, anew each time. */
  interface Tokens {
    String token() throws IOException;
  }

  WebIdentity(
      String role,
      String region,
      Map<String, String> environment,
      Tokens tokens,
      Http http,
      Clock clock) {
    this.role = role;
    this.region = region;
    this.environment = environment;
    this.tokens = tokens;
    this.http = http;
    this.clock = clock;
  }

  /** The job's identity: GitHub's when the job may ask for it, else that of a file. */
  static Optional<Tokens> tokens(Map<String, String> environment, Http http) {
    var url = environment.getOrDefault("ACTIONS_ID_TOKEN_REQUEST_URL", "");
    var bearer = environment.getOrDefault("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "");
    if (!url.isBlank() && !bearer.isBlank()) {
      return Optional.of(() -> ofGitHub(url, bearer, http));
    }
    var file = environment.getOrDefault("AWS_WEB_IDENTITY_TOKEN_FILE", "");
    return file.isBlank()
        ? Optional.empty()
        : Optional.of(() -> Files.readString(Path.of(file)).strip());
  }

  private static String ofGitHub(String url, String bearer, Http http) throws IOException {
    var address =
        Optional.ofNullable(HttpUrl.parse(url))
            .orElseThrow(() -> new IOException("GitHub gave no address to ask for a token"));
    var answer =
        http.send(
            "GET",
            address.newBuilder().setQueryParameter("audience", AUDIENCE).build(),
            Map.of("Authorization", "Bearer " + bearer),
            Optional.empty());
    if (!answer.isGood()) {
      throw new IOException("GitHub answered " + answer.status() + " to the request for a token");
    }
    try {
      return JsonMapper.shared().readTree(answer.body()).path("value").asString("");
    } catch (JacksonException e) {
      throw new IOException("GitHub's answer holds no token", e);
    }
  }

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    var current = keys;
    if (current == null || clock.instant().isAfter(until.minus(EARLY))) {
      current = exchange();
      keys = current;
    }
    return current;
  }

  private AwsCredentials exchange() {
    try {
      var form =
          Map.of(
              "Action", "AssumeRoleWithWebIdentity",
              "Version", "2011-06-15",
              "RoleArn", role,
              "RoleSessionName", "lockgate",
              "WebIdentityToken", tokens.token());
      var answer = http.form(service(), form);
      if (!answer.isGood()) {
        throw refused(
            answer.status()
                + " "
                + field(answer.body(), "Code")
                + ": "
                + field(answer.body(), "Message"),
            null);
      }
      until = Instant.parse(field(answer.body(), "Expiration"));
      return AwsSessionCredentials.create(
          field(answer.body(), "AccessKeyId"),
          field(answer.body(), "SecretAccessKey"),
          field(answer.body(), "SessionToken"));
    } catch (IOException e) {
      throw refused(String.valueOf(e.getMessage()), e);
    }
  }

  private HttpUrl service() {
    var given =
        environment.getOrDefault(
            "AWS_ENDPOINT_URL_STS", "https://sts." + region + ".amazonaws.com");
    return Optional.ofNullable(HttpUrl.parse(given))
        .orElseThrow(() -> refused("`AWS_ENDPOINT_URL_STS` is no address", null));
  }

  private static String field(String xml, String name) {
    var matcher = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
    return matcher.find() ? matcher.group(1).strip() : "";
  }

  private StepFailure refused(String why, @Nullable IOException cause) {
    return new OutsideFailed(
        "store-credentials-refused",
        "The role " + role + " could not be assumed with the job's identity: " + why + ".",
        "Nothing was changed. Check the role's trust policy (audience "
            + AUDIENCE
            + ", this repository and environment) and `permissions: id-token: write`.",
        cause);
  }
}
