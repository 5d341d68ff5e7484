package dev.lockgate.clients.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.testkit.BackupStoreContract;
import dev.lockgate.testkit.FaultyHttp;
import dev.lockgate.testkit.FaultyHttp.Fault;
import dev.lockgate.testkit.Manifests;
import dev.lockgate.testkit.S3Server;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3StoreTest extends BackupStoreContract {
  private static final BackupId ID = BackupId.parse("app/20260131_020000-1f3c9a2b");
  private static final AtomicInteger PREFIXES = new AtomicInteger();
  private static final S3Connection.Patience PATIENCE =
      new S3Connection.Patience(Duration.ofMillis(1), Duration.ofSeconds(2));
  private static final byte[] BYTES = new byte[20 << 20];
  private static S3Server server;

  private FaultyHttp line;
  private String prefix;
  private BackupStore store;

  @BeforeAll
  static void start() {
    server = S3Server.start();
    new Random(1).nextBytes(BYTES);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void choose_a_prefix() {
    prefix = "a/b-" + PREFIXES.incrementAndGet();
    line = new FaultyHttp(server.port());
    store = open(S3Server.url(prefix, line.port()), server.environment());
  }

  @AfterEach
  void close_the_line() {
    line.close();
  }

  @Override
  protected BackupStore store() {
    return store;
  }

  private static BackupStore open(String url, Map<String, String> environment) {
    return new S3Store(
        new S3Connection((StoreUrl.Bucket) StoreUrl.parse(url), environment, PATIENCE).open());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"INTERNAL_ERROR", "SLOW_DOWN", "CUT", "CUT_IN_BODY", "LOST_ANSWER", "SILENCE"})
  void a_part_that_is_lost_is_sent_again(Fault fault) throws IOException {
    once(request -> request.target().contains("partNumber=2"), fault);

    keepBytes();

    assertWhole();
    assertThat(line.requests().stream().filter(r -> r.target().contains("partNumber=2")))
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"INTERNAL_ERROR", "SLOW_DOWN", "CUT", "LOST_ANSWER"})
  void a_lost_completion_is_settled_by_looking(Fault fault) throws IOException {
    once(
        request -> request.method().equals("POST") && request.target().contains("uploadId="),
        fault);

    keepBytes();

    assertWhole();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"INTERNAL_ERROR", "CUT", "LOST_ANSWER"})
  void a_manifest_whose_answer_is_lost_is_committed_once(Fault fault) throws IOException {
    once(request -> request.method().equals("PUT") && request.target().endsWith(".json"), fault);

    keep(ID, "archive");

    assertThat(store().list()).containsExactly(ID);
  }

  @Test
  void a_download_that_breaks_is_read_on_from_there() throws IOException {
    keepBytes();
    var cuts = new AtomicInteger();
    line.when(request ->
        request.method().equals("GET")
                && request.target().contains(".dump.zst")
                && cuts.incrementAndGet() <= 3
            ? Fault.CUT_ANSWER
            : Fault.NONE);

    assertWhole();
    assertThat(cuts).hasValueGreaterThan(3);
  }

  @Test
  void a_service_that_stays_broken_ends_the_backup_and_leaves_no_upload() throws IOException {
    line.when(
        request -> request.target().contains("partNumber=2") ? Fault.INTERNAL_ERROR : Fault.NONE);

    var failure = catchThrowableOfType(StepFailure.class, this::keepBytes);

    assertThat(failure.code()).isEqualTo("store-not-writable");
    assertThat(failure.remedy()).startsWith("Nothing was changed and no backup was stored.");
    line.when(_ -> Fault.NONE);
    assertThat(store().sweep(Instant.MAX)).isEmpty();
    assertThat(store().list()).isEmpty();
  }

  @Test
  void what_a_credential_may_not_delete_stays_and_is_told() throws IOException {
    keep(ID, "archive");
    line.when(request -> request.method().equals("DELETE") ? Fault.FORBIDDEN : Fault.NONE);

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> store().remove(ID))
        .withMessageContaining("AccessDenied")
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("store-delete-refused"));
    assertThat(store().list()).containsExactly(ID);
  }

  @Test
  void more_than_a_thousand_objects_are_all_listed() {
    var first = Instant.parse("2026-01-31T02:00:00Z");
    for (int i = 0; i < 1_010; i++) {
      var id = new BackupId("app", first.plusSeconds(i), "0000");
      server.hold(prefix + "/" + id + ".json");
    }

    assertThat(store().list()).hasSize(1_010).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void a_wrong_key_is_told_without_showing_it() {
    var wrong = Map.of("AWS_ACCESS_KEY_ID", "s3-key", "AWS_SECRET_ACCESS_KEY", "hush-hush-hush");
    var store = open(server.url(prefix), wrong);

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(store::list)
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("store-unreadable");
          assertThat(failure).hasMessageContaining("403 ");
          assertThat(failure.remedy()).contains("Check the key");
          assertThat(failure.toString() + failure.remedy()).doesNotContain("hush");
        });
  }

  @Test
  void a_bucket_that_is_not_there_is_told() {
    var store =
        open("s3://other-bucket?endpoint=http://127.0.0.1:" + server.port(), server.environment());

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(store::list)
        .withMessageContaining("NoSuchBucket")
        .satisfies(failure -> assertThat(failure.remedy()).contains("Check the bucket's name"));
  }

  @Test
  void without_keys_the_names_of_the_variables_are_told() {
    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() -> open("s3://acme/db", Map.of()))
        .withMessageContaining("`AWS_ACCESS_KEY_ID`")
        .withMessageContaining("`AWS_ROLE_ARN`")
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("store-credentials-missing"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7_000_000_000L, 400_000_000_000L, 20_000_000_000_000L})
  void parts_are_alike_big_enough_and_not_too_many(long database) {
    var part = PartSize.of(database);

    assertThat(part).isBetween(8L << 20, 5L << 30);
    assertThat(Math.ceilDiv(database, part)).isLessThanOrEqualTo(part == 5L << 30 ? 10_000 : 900);
  }

  private void once(Predicate<FaultyHttp.Request> which, Fault fault) {
    var hit = new AtomicInteger();
    line.when(request -> which.test(request) && hit.incrementAndGet() == 1 ? fault : Fault.NONE);
  }

  private void keepBytes() throws IOException {
    try (var writer = store().open(ID, ".dump.zst", BYTES.length)) {
      try (var out = writer.stream()) {
        out.write(BYTES);
      }
      writer.commit(Manifests.of(ID));
    }
  }

  private void assertWhole() throws IOException {
    try (var in = store().read(Manifests.of(ID))) {
      assertThat(in.readAllBytes()).isEqualTo(BYTES);
    }
  }
}
