package dev.lockgate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of backups keeps to; each is tested by a class that extends this one. */
public abstract class BackupStoreContract {
  private static final BackupId ID = BackupId.parse("app/20260131_020000-1f3c9a2b");

  /** An empty store, the same one throughout a test. */
  protected abstract BackupStore store();

  @Test
  public void a_backup_is_listed_once_its_manifest_is_committed() throws IOException {
    try (var writer = store().open(ID)) {
      try (var out = writer.stream()) {
        out.write(1);
      }
      assertThat(store().list()).isEmpty();

      writer.commit(Manifests.of(ID));

      assertThat(store().list()).containsExactly(ID);
    }
    assertThat(store().list()).containsExactly(ID);
  }

  @Test
  public void what_is_read_is_what_was_written() throws IOException {
    keep(ID, "archive");

    try (var in = store().read(ID)) {
      assertThat(in).hasBinaryContent("archive".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(store().manifest(ID)).isEqualTo(Manifests.of(ID));
  }

  @Test
  public void an_archive_can_be_read_back_before_its_manifest_is_committed() throws IOException {
    try (var writer = store().open(ID)) {
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
    try (var writer = store().open(ID);
        var out = writer.stream()) {
      out.write(1);
    }

    assertThat(store().list()).isEmpty();
    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> store().read(ID))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("backup-not-found"));
  }

  @Test
  public void a_backup_is_never_replaced() throws IOException {
    keep(ID, "first");

    try (var writer = store().open(ID)) {
      try (var out = writer.stream()) {
        out.write(1);
      }
      assertThatExceptionOfType(StepFailure.class)
          .isThrownBy(() -> writer.commit(Manifests.of(ID)));
    }

    try (var in = store().read(ID)) {
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
      try (var in = store().read(id)) {
        assertThat(in).hasBinaryContent(id.database().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Keeps a backup whose archive is a text. */
  protected final void keep(BackupId id, String archive) throws IOException {
    try (var writer = store().open(id)) {
      try (var out = writer.stream()) {
        out.write(archive.getBytes(StandardCharsets.UTF_8));
      }
      writer.commit(Manifests.of(id));
    }
  }
}
