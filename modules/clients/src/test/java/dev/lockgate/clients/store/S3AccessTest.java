package dev.lockgate.clients.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.testkit.FaultyHttp;
import dev.lockgate.testkit.FaultyHttp.Request;
import dev.lockgate.testkit.IdentityStub;
import dev.lockgate.testkit.Manifests;
import dev.lockgate.testkit.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which keys a bucket is reached, and what is asked of the service besides. */
class S3AccessTest {
  private static final BackupId ID = BackupId.parse("app/20260131_020000-1f3c9a2b");
  private static final byte[] PARTS = new byte[20 << 20];
  private static S3Server server;

  @TempDir Path folder;

  private FaultyHttp line;

  @BeforeAll
  static void start() {
    server = S3Server.start();
    new Random(1).nextBytes(PARTS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open_the_line() {
    line = new FaultyHttp(server.port());
  }

  @AfterEach
  void close_the_line() {
    line.close();
  }

  @Test
  void a_session_token_goes_with_every_request() throws IOException {
    var environment = new HashMap<>(server.environment());
    environment.put("AWS_SESSION_TOKEN", "token-of-a-session");

    keptAndRead(open("s3", "session", "", environment), PARTS);

    assertThat(line.requests())
        .isNotEmpty()
        .allSatisfy(request ->
            assertThat(request.header("x-amz-security-token")).isEqualTo("token-of-a-session"));
  }

  @Test
  void a_job_without_keys_is_let_in_by_its_identity() throws IOException {
    try (var identity = IdentityStub.start(server.environment(), Duration.ofHours(1))) {
      keptAndRead(open("s3", "identity", "", identity.environment()), PARTS);

      assertThat(identity.tokens()).containsExactly("identity-1");
      assertThat(line.requests())
          .allSatisfy(request ->
              assertThat(request.header("x-amz-security-token")).isEqualTo(IdentityStub.SESSION));
    }
  }

  @Test
  void keys_that_end_soon_are_renewed_meanwhile() throws IOException {
    try (var identity = IdentityStub.start(server.environment(), Duration.ofMinutes(1))) {
      keptAndRead(open("s3", "renewed", "", identity.environment()), PARTS);

      assertThat(identity.tokens()).hasSizeGreaterThan(3).startsWith("identity-1", "identity-2");
    }
  }

  @Test
  void an_identity_may_lie_in_a_file() throws IOException {
    var file = Files.writeString(folder.resolve("token"), "identity-of-a-file\n");
    try (var identity = IdentityStub.start(server.environment(), Duration.ofHours(1))) {
      var environment = new HashMap<>(identity.environment());
      environment.remove("ACTIONS_ID_TOKEN_REQUEST_URL");
      environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", file.toString());

      keptAndRead(open("s3", "file", "", environment), new byte[] {7});

      assertThat(identity.tokens()).containsExactly("identity-of-a-file");
    }
  }

  @Test
  void a_role_that_does_not_trust_the_job_is_told_without_a_secret() {
    try (var identity = IdentityStub.start(server.environment(), Duration.ofHours(1))) {
      var environment = new HashMap<>(identity.environment());
      environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/other");
      var store = open("s3", "refused", "", environment);

      assertThatExceptionOfType(StepFailure.class)
          .isThrownBy(store::list)
          .withMessageContaining("role/other")
          .withMessageContaining("403 AccessDenied")
          .satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("store-credentials-refused");
            assertThat(failure.remedy()).contains("`permissions: id-token: write`");
            assertThat(failure + failure.remedy())
                .doesNotContain("identity-1")
                .doesNotContain(IdentityStub.BEARER);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20 << 20})
  void encryption_by_the_service_is_asked_for_with_every_object(int size) throws IOException {
    var options = "&encryption=aws:kms&key=alias/backups";

    keptAndRead(open("s3", "kms-" + size, options, server.environment()), new byte[size]);

    Predicate<Request> creates =
        request ->
            (request.method().equals("PUT") && !request.target().contains("partNumber="))
                || request.target().endsWith("?uploads");
    assertThat(line.requests().stream().filter(creates))
        .hasSize(2) // the archive and its manifest
        .allSatisfy(request -> {
          assertThat(request.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
          assertThat(request.header("x-amz-server-side-encryption-aws-kms-key-id"))
              .isEqualTo("alias/backups");
        });
  }

  @Test
  void google_is_spoken_to_as_it_asks_for() throws IOException {
    keptAndRead(open("gs", "google", "", server.environment()), PARTS);

    assertThat(line.requests())
        .allSatisfy(request -> {
          assertThat(request.target()).as("path style").startsWith("/" + S3Server.BUCKET);
          assertThat(request.header("Authorization")).contains("/auto/s3/aws4_request");
          assertThat(request.header("x-amz-trailer")).as("it knows none").isEmpty();
          assertThat(request.header("x-amz-sdk-checksum-algorithm")).isEmpty();
        });
    assertThat(line.requests().stream().filter(r -> r.target().contains("partNumber=")))
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.header("Content-MD5")).isNotEmpty());
  }

  private BackupStore open(
      String scheme, String prefix, String options, Map<String, String> environment) {
    var region = scheme.equals("s3") ? "&region=eu-central-1" : "";
    var url =
        "%s://%s/%s?endpoint=http://127.0.0.1:%d%s%s"
            .formatted(scheme, S3Server.BUCKET, prefix, line.port(), region, options);
    var patience = new S3Connection.Patience(Duration.ofMillis(1), Duration.ofSeconds(10));
    return new S3Store(
        new S3Connection((StoreUrl.Bucket) StoreUrl.parse(url), environment, patience).open());
  }

  private static void keptAndRead(BackupStore store, byte[] bytes) throws IOException {
    try (var writer = store.open(ID, ".dump.zst", bytes.length)) {
      try (var out = writer.stream()) {
        out.write(bytes);
      }
      writer.commit(Manifests.of(ID));
    }
    assertThat(store.list()).containsExactly(ID);
    try (var in = store.read(Manifests.of(ID))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }
}
