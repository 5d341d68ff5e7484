package dev.lockgate.clients.store;

import dev.lockgate.clients.http.Http;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.step.BadInputs;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How a bucket is reached: the address and region of its {@code StoreUrl}, the keys of the job's
 * environment. Nothing of it is loaded by a step whose store is another.
 */
final class S3Connection {
  private static final URI GOOGLE = URI.create("https://storage.googleapis.com");
  private static final String DEFAULT_REGION = "us-east-1";
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Duration CALL = Duration.ofMinutes(30);
  private static final int ATTEMPTS = 5;

  private static final int LONGEST = 200;
  private static final int THROTTLED = 10;

  /**
   * How long a service is waited for.
   *
   * @param pause before the first repetition, ten times that when the service was asked too often;
   *     each further one waits for twice as long
   * @param silence after which a line is given up on which nothing comes
   */
  record Patience(Duration pause, Duration silence) {
    /** As the SDK itself has it, and long enough for a service that is busy. */
    static final Patience USUAL = new Patience(Duration.ofMillis(100), Duration.ofSeconds(60));
  }

  private final StoreUrl.Bucket url;
  private final Map<String, String> environment;
  private final Patience patience;

  S3Connection(StoreUrl.Bucket url, Map<String, String> environment) {
    this(url, environment, Patience.USUAL);
  }

  S3Connection(StoreUrl.Bucket url, Map<String, String> environment, Patience patience) {
    this.url = url;
    this.environment = environment;
    this.patience = patience;
  }

  S3Bucket open() {
    var builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(TO_CONNECT)
                    .socketTimeout(patience.silence()))
            .region(Region.of(region()))
            .credentialsProvider(credentials())
            // what others than Amazon do not know is left out; each part carries its MD5 instead
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(s3 ->
                s3.chunkedEncodingEnabled(false)
                    .pathStyleAccessEnabled(url.pathStyle() || isGoogle()))
            .overrideConfiguration(all -> all.apiCallTimeout(CALL).retryStrategy(retries()));
    endpoint().ifPresent(builder::endpointOverride);
    return new S3Bucket(builder.build(), url, patience.pause());
  }

  private StandardRetryStrategy retries() {
    var pause = patience.pause();
    var longest = pause.multipliedBy(LONGEST);
    return StandardRetryStrategy.builder()
        .maxAttempts(ATTEMPTS)
        .backoffStrategy(BackoffStrategy.exponentialDelay(pause, longest))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(pause.multipliedBy(THROTTLED), longest))
        .build();
  }

  private boolean isGoogle() {
    return url.scheme().equals("gs");
  }

  private Optional<URI> endpoint() {
    return url.endpoint()
        .or(() -> isGoogle() ? Optional.of(GOOGLE) : given("AWS_ENDPOINT_URL_S3").map(URI::create));
  }

  private String region() {
    return url.region()
        .or(() -> given("AWS_REGION"))
        .or(() -> given("AWS_DEFAULT_REGION"))
        .orElse(isGoogle() ? "auto" : DEFAULT_REGION);
  }

  private AwsCredentialsProvider credentials() {
    var id = given("AWS_ACCESS_KEY_ID");
    var secret = given("AWS_SECRET_ACCESS_KEY");
    if (id.isPresent() && secret.isPresent()) {
      return StaticCredentialsProvider.create(keys(id.get(), secret.get()));
    }
    var role = given("AWS_ROLE_ARN");
    if (role.isPresent()) {
      var tokens = WebIdentity.tokens(environment, new Http(environment));
      if (tokens.isPresent()) {
        return new WebIdentity(
            role.get(),
            region(),
            environment,
            tokens.get(),
            new Http(environment),
            Clock.systemUTC());
      }
    }
    if (given("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()
        || given("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").isPresent()) {
      return ContainerCredentialsProvider.create();
    }
    throw new BadInputs(
        "store-credentials-missing",
        List.of(
            new BadInputs.Problem(
                "store",
                "expected keys for "
                    + url
                    + " in the job's environment: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`"
                    + " from secrets, or `AWS_ROLE_ARN` with `permissions: id-token: write`")));
  }

  private AwsCredentials keys(String id, String secret) {
    return given("AWS_SESSION_TOKEN")
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
        .orElseGet(() -> AwsBasicCredentials.create(id, secret));
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
