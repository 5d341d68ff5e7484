package dev.lockgate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store of backups keeps to; each is tested by a class that extends this one. */
public abstract class BackupStoreContract {
  private static final BackupId ID = BackupId.parse("app/20260131_020000-1f3c9a2b");
  private static final BackupId OTHER = BackupId.parse("app/20260131_020000-1f3c9a2c");
  private static final int MIB = 1 << 20;

  /** An empty store, the same one throughout a test. */
  protected abstract BackupStore store();

  /** A manifest that the store takes. */
  protected Manifest manifest(BackupId id) {
    return Manifests.of(id);
  }

  private String ending() {
    return manifest(ID).archive().ending();
  }

  @Test
  public void a_backup_is_listed_once_its_manifest_is_committed() throws IOException {
    try (var writer = store().open(ID, ending(), 1_000)) {
      try (var out = writer.stream()) {
        out.write(1);
      }
      assertThat(store().list()).isEmpty();

      writer.commit(manifest(ID));

      assertThat(store().list()).containsExactly(ID);
    }
    assertThat(store().list()).containsExactly(ID);
  }

  @Test
  public void what_is_read_is_what_was_written() throws IOException {
    keep(ID, "archive");

    try (var in = store().read(manifest(ID))) {
      assertThat(in).hasBinaryContent("archive".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(store().manifest(ID)).isEqualTo(manifest(ID));
  }

  @Test
  public void an_archive_can_be_read_back_before_its_manifest_is_committed() throws IOException {
    try (var writer = store().open(ID, ending(), 1_000)) {
      try (var out = writer.stream()) {
        out.write(new byte[100_000]);
      }
      try (var in = writer.readBack()) {
        assertThat(in.readAllBytes()).hasSize(100_000);
      }
    }
  }

  @Test
  public void a_backup_that_is_given_up_was_never_there() throws IOException {
    try (var writer = store().open(ID, ending(), 1_000);
        var out = writer.stream()) {
      out.write(1);
    }

    assertThat(store().list()).isEmpty();
    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> store().read(manifest(ID)))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("backup-not-found"));
  }

  @Test
  public void a_backup_is_never_replaced() throws IOException {
    keep(ID, "first");

    try (var writer = store().open(ID, ending(), 1_000)) {
      try (var out = writer.stream()) {
        out.write(1);
      }
      assertThatExceptionOfType(StepFailure.class).isThrownBy(() -> writer.commit(manifest(ID)));
    }

    try (var in = store().read(manifest(ID))) {
      assertThat(in).hasBinaryContent("first".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(store().list()).containsExactly(ID);
  }

  @Test
  public void the_newest_backup_is_listed_first() throws IOException {
    var middle = BackupId.parse("zoo/20260201_000000-00000000");
    var newest = BackupId.parse("app/20260202_000000-00000000");
    keep(newest, "3");
    keep(ID, "1");
    keep(middle, "2");

    assertThat(store().list()).containsExactly(newest, middle, ID);
  }

  @Test
  public void a_backup_that_is_not_there_is_said_to_be_so() {
    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> store().manifest(ID))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("backup-not-found"));
    assertThat(store().list()).isEmpty();
  }

  @Test
  public void databases_of_any_name_are_kept_apart() throws IOException {
    var when = Instant.parse("2026-01-31T02:00:00Z");
    for (var name : new String[] {"a/b", "..", "A", "a", "na\nme \"x\"", "ü%2F", "名".repeat(21)}) {
      keep(new BackupId(name, when, "0000"), name);
    }

    assertThat(store().list()).hasSize(7);
    for (var id : store().list()) {
      try (var in = store().read(manifest(id))) {
        assertThat(in).hasBinaryContent(id.database().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  public void an_archive_of_many_parts_is_read_as_it_was_written() throws IOException {
    var bytes = new byte[9 * MIB + 4_321];
    new Random(7).nextBytes(bytes);

    try (var writer = store().open(ID, ending(), bytes.length)) {
      try (var out = writer.stream()) {
        for (int from = 0; from < bytes.length; from += 70_001) {
          out.write(bytes, from, Math.min(70_001, bytes.length - from));
        }
      }
      try (var in = writer.readBack()) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
      writer.commit(manifest(ID));
    }

    try (var in = store().read(manifest(ID))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  public void an_empty_archive_is_read_as_it_was_written() throws IOException {
    keep(ID, "");

    try (var in = store().read(manifest(ID))) {
      assertThat(in).isEmpty();
    }
  }

  @Test
  public void an_encrypted_archive_has_a_name_of_its_own() throws IOException {
    var manifest = Manifests.encrypted(ID);
    try (var writer = store().open(ID, manifest.archive().ending(), 1_000)) {
      try (var out = writer.stream()) {
        out.write(7);
      }
      writer.commit(manifest);
    }

    try (var in = store().read(store().manifest(ID))) {
      assertThat(in.readAllBytes()).containsExactly(7);
    }
    assertThat(store().archivePlace(manifest)).endsWith(".dump.zst.age");
  }

  @Test
  public void the_digest_of_a_manifest_is_the_one_of_its_commit() throws IOException {
    try (var writer = store().open(ID, ending(), 1_000)) {
      writer.stream().close();
      var sha256 = writer.commit(manifest(ID));

      assertThat(store().manifestSha256(ID)).isEqualTo(sha256).matches("[0-9a-f]{64}");
    }
    keep(OTHER, "");
    assertThat(store().manifestSha256(OTHER)).isNotEqualTo(store().manifestSha256(ID));
  }

  @Test
  public void proofs_are_kept_beside_their_backup_the_oldest_first() throws IOException {
    keep(ID, "archive");
    keep(OTHER, "archive");
    assertThat(store().proofs(ID)).isEmpty();
    var expected = new ArrayList<Proof>();

    for (int i = 0; i < 11; i++) { // the tenth must not be sorted before the second
      var proof = Manifests.proof(ID, i == 3 ? ProofLevel.VERIFIED : ProofLevel.PARSED);
      expected.add(proof);
      store().addProof(proof);
    }

    assertThat(store().proofs(ID)).isEqualTo(expected);
    assertThat(store().proofs(OTHER)).isEmpty();
    assertThat(Kept.of(store(), ID).level()).isEqualTo(ProofLevel.VERIFIED);
    assertThat(store().list()).containsExactly(OTHER, ID);
  }

  @Test
  public void a_removed_backup_is_gone_and_its_neighbour_is_not() throws IOException {
    keep(ID, "archive");
    keep(OTHER, "other");
    store().addProof(Manifests.proof(ID, ProofLevel.VERIFIED));

    store().remove(ID);

    assertThat(store().list()).containsExactly(OTHER);
    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> store().read(manifest(ID)))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("backup-not-found"));
    try (var in = store().read(manifest(OTHER))) {
      assertThat(in).hasBinaryContent("other".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  public void what_never_got_a_manifest_is_swept_once_it_is_old() throws IOException {
    keep(OTHER, "archive");
    var writer = store().open(ID, ending(), 1_000); // its run was killed: never closed
    var out = writer.stream();
    out.write(new byte[9 * MIB]);

    assertThat(store().sweep(ID.takenAt())).isEmpty();
    assertThat(store().sweep(ID.takenAt().plusSeconds(1)))
        .singleElement()
        .asString()
        .contains(ID.name());
    assertThat(store().sweep(ID.takenAt().plusSeconds(1))).isEmpty();

    assertThat(store().list()).containsExactly(OTHER);
    try (var in = store().read(manifest(OTHER))) {
      assertThat(in).hasBinaryContent("archive".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Keeps a backup whose archive is a text. */
  protected final void keep(BackupId id, String archive) throws IOException {
    try (var writer = store().open(id, ending(), archive.length())) {
      try (var out = writer.stream()) {
        out.write(archive.getBytes(StandardCharsets.UTF_8));
      }
      writer.commit(manifest(id));
    }
  }
}
