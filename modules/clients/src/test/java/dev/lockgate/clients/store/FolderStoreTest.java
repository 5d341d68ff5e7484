package dev.lockgate.clients.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.testkit.BackupStoreContract;
import dev.lockgate.testkit.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends BackupStoreContract {
  private static final BackupId ID = BackupId.parse("app/20260131_020000-1f3c9a2b");

  @TempDir Path workspace;

  @Override
  protected BackupStore store() {
    return new FolderStore(workspace.resolve("some/backups"), workspace);
  }

  @Test
  void files_can_be_read_by_their_owner_only() throws IOException {
    keep(ID, "archive");

    for (var file :
        new String[] {store().archivePlace(Manifests.of(ID)), store().manifestPlace(ID)}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(at(file))))
          .isEqualTo("rw-------");
    }
    assertThat(store().archivePlace(Manifests.of(ID)))
        .isEqualTo("some/backups/app/20260131_020000-1f3c9a2b.dump.zst");
  }

  @Test
  void files_belong_to_the_owner_of_the_workspace() throws IOException {
    assumeTrue(Files.getAttribute(workspace, "unix:uid").equals(0), "only root gives files away");
    Files.setAttribute(workspace, "unix:uid", 12_345);
    Files.setAttribute(workspace, "unix:gid", 23_456);

    keep(ID, "archive");

    for (var file :
        new String[] {
          "some",
          "some/backups/app",
          store().archivePlace(Manifests.of(ID)),
          store().manifestPlace(ID)
        }) {
      assertThat(Files.getAttribute(at(file), "unix:uid")).isEqualTo(12_345);
      assertThat(Files.getAttribute(at(file), "unix:gid")).isEqualTo(23_456);
    }
  }

  @Test
  void nothing_is_left_of_a_backup_that_was_given_up() throws IOException {
    try (var writer = store().open(ID, ".dump.zst", 1_000);
        var out = writer.stream()) {
      out.write(1);
    }

    try (var files = Files.list(workspace.resolve("some/backups/app"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void files_of_others_are_no_backups() throws IOException {
    keep(ID, "archive");
    Files.writeString(workspace.resolve("some/backups/readme.json"), "{}");
    Files.writeString(workspace.resolve("some/backups/app/notes.json"), "{}");
    Files.writeString(
        workspace.resolve("some/backups/app/20260131_020000-1f3c9a2b.proof-1.json"), "");

    assertThat(store().list()).containsExactly(ID);
  }

  @Test
  void a_manifest_put_beside_another_backup_is_not_trusted() throws IOException {
    var other = BackupId.parse("app/20260201_020000-1f3c9a2b");
    keep(ID, "archive");
    keep(other, "archive");
    Files.writeString(
        at(store().manifestPlace(ID)), Files.readString(at(store().manifestPlace(other))));

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> store().manifest(ID))
        .withMessageContaining("it is the manifest of app/20260201_020000-1f3c9a2b")
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("manifest-damaged");
          assertThat(failure.remedy()).startsWith("Nothing was changed.");
        });
  }

  @Test
  void a_manifest_that_is_no_text_is_not_trusted() throws IOException {
    keep(ID, "archive");
    Files.write(at(store().manifestPlace(ID)), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> store().manifest(ID))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("manifest-damaged"));
  }

  @Test
  void a_store_where_a_file_lies_cannot_be_written() throws IOException {
    Files.writeString(workspace.resolve("some"), "a file");

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> store().open(ID, ".dump.zst", 1_000))
        .withMessageStartingWith("The store some/backups cannot be written: ")
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("store-not-writable");
          assertThat(failure.remedy()).startsWith("Nothing was changed and no backup was");
        });
  }

  @Test
  void an_archive_that_is_a_folder_cannot_be_read() throws IOException {
    keep(ID, "archive");
    Files.delete(at(store().archivePlace(Manifests.of(ID))));
    Files.createDirectory(at(store().archivePlace(Manifests.of(ID))));

    assertThatExceptionOfType(StepFailure.class)
        .isThrownBy(() -> store().read(Manifests.of(ID)).read())
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("store-unreadable"));
  }

  @Test
  void a_full_disk_is_told_and_leaves_nothing() throws Exception {
    assumeTrue(Files.getAttribute(workspace, "unix:uid").equals(0), "only root mounts");
    var disk = Files.createDirectory(workspace.resolve("small"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()));
    try {
      var small = new FolderStore(disk.resolve("backups"), workspace);
      assertThatExceptionOfType(StepFailure.class)
          .isThrownBy(() -> {
            try (var writer = small.open(ID, ".dump.zst", 1_000);
                var out = writer.stream()) {
              out.write(new byte[1_000_000]);
            }
          })
          .withMessageContaining("is full")
          .satisfies(failure -> assertThat(failure.code()).isEqualTo("store-full"));
      try (var files = Files.list(disk.resolve("backups/app"))) {
        assertThat(files).isEmpty();
      }
      assertThat(small.list()).isEmpty();
    } finally {
      run("umount", disk.toString());
    }
  }

  private Path at(String place) {
    return workspace.resolve(place);
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
