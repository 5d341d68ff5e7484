package dev.lockgate.clients.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.testkit.ArtifactService;
import dev.lockgate.testkit.BackupStoreContract;
import dev.lockgate.testkit.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArtifactStoreTest extends BackupStoreContract {
  private static final BackupId ID = BackupId.parse("app/20260131_020000-1f3c9a2b");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T02:00:00Z"), ZoneOffset.UTC);

  private ArtifactService github;

  @BeforeEach
  void start() {
    github = new ArtifactService();
  }

  @AfterEach
  void stop() {
    github.close();
  }

  @Override
  protected BackupStore store() {
    return open(new Secret(ArtifactService.GITHUB_TOKEN));
  }

  private BackupStore open(Secret token) {
    var access = new StoreAccess(github.environment(), token, 90);
    return new ArtifactStore(new Artifacts(access, "acme/shop", CLOCK, Duration.ofMillis(1)));
  }

  @Override
  protected Manifest manifest(BackupId id) {
    return Manifests.encrypted(id);
  }

  @Test
  void an_archive_that_is_not_encrypted_is_refused() {
    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() -> store().open(ID, ".dump.zst", 1_000))
        .withMessageStartingWith("encrypt-to: ")
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("encryption-required"));
  }

  /** GitHub forgets by itself what was not finished; what was finished in vain is swept. */
  @Override
  @Test
  public void what_never_got_a_manifest_is_swept_once_it_is_old() throws IOException {
    try (var out = store().open(ID, ".dump.zst.age", 1_000).stream()) {
      out.write(1);
    }

    assertThat(store().sweep(ID.takenAt())).isEmpty();
    assertThat(store().sweep(ID.takenAt().plusSeconds(1))).hasSize(1);
    assertThat(store().sweep(ID.takenAt().plusSeconds(1))).isEmpty();
  }

  @Test
  void artifacts_expire_when_the_repository_says_so_at_the_latest() throws IOException {
    keep(ID, "archive");

    assertThat(github.requests())
        .anyMatch(request ->
            request.contains("CreateArtifact")
                && request.contains("\"expires_at\":\"2026-03-02T02:00:00Z\"")
                && request.contains("\"version\":7"));
  }

  @Test
  void a_backup_is_two_artifacts_and_a_proof_a_third() throws IOException {
    keep(ID, "archive");
    store().addProof(Manifests.proof(ID, ProofLevel.VERIFIED));

    assertThat(github.requests().stream().filter(r -> r.contains("FinalizeArtifact"))).hasSize(3);
  }

  @Test
  void a_service_that_is_busy_is_asked_again() throws IOException {
    github.failNext(3);

    keep(ID, "archive");

    assertThat(store().list()).containsExactly(ID);
  }

  @Test
  void the_run_reads_what_it_stored_without_any_token_of_github() throws IOException {
    var own = open(Secret.NONE);
    keep(ID, "archive");

    try (var in = own.read(own.manifest(ID))) {
      assertThat(in).hasBinaryContent("archive".getBytes(StandardCharsets.UTF_8));
    }
    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> own.remove(ID))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("store-delete-refused"));
  }

  @Test
  void a_token_that_may_not_delete_is_told_and_nothing_is_lost() throws IOException {
    keep(ID, "archive");
    github.forbidDeleting();

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> store().remove(ID))
        .satisfies(failure -> assertThat(failure.remedy()).contains("actions: write"));
    assertThat(store().list()).containsExactly(ID);
  }

  @Test
  void outside_a_job_artifacts_cannot_be_used() {
    var access = new StoreAccess(Map.of(), Secret.NONE, 90);

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> new Artifacts(access, "acme/shop", CLOCK, Duration.ZERO))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("artifacts-not-here");
          assertThat(failure.remedy()).startsWith("Nothing was changed.");
        });
  }
}
