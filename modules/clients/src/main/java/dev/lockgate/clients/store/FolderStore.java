package dev.lockgate.clients.store;

import dev.lockgate.core.backup.ArchiveWriter;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Backups in a folder: {@code <database>/<name>.dump.zst} and, once it exists, {@code
 * <database>/<name>.json}. Files are readable by the folder's owner only.
 */
public final class FolderStore implements BackupStore {
  private final Path folder;
  private final Path workspace;

  /**
   * A store in a folder, which the first backup creates.
   *
   * @param folder absolute
   * @param workspace places are told relative to it
   */
  public FolderStore(Path folder, Path workspace) {
    this.folder = folder.normalize();
    this.workspace = workspace.toAbsolutePath().normalize();
  }

  @Override
  public ArchiveWriter open(BackupId id, String ending, long expected) {
    try {
      var parent = of(id);
      PrivateFiles.folder(parent);
      return new FolderWriter(parent.resolve(id.name() + ending), manifestFile(id));
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  @Override
  public List<BackupId> list() {
    return files().stream()
        .filter(StoredName::isManifest)
        .map(StoredName::id)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  @Override
  public Manifest manifest(BackupId id) {
    return ManifestText.read(id, text(id)).manifest();
  }

  @Override
  public String manifestSha256(BackupId id) {
    return ManifestText.read(id, text(id)).sha256();
  }

  private byte[] text(BackupId id) {
    try {
      return Files.readAllBytes(manifestFile(id));
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw notFound(id, e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public InputStream read(Manifest manifest) {
    try {
      return new StoreInput(Files.newInputStream(archive(manifest)), this::unreadable);
    } catch (NoSuchFileException e) {
      throw notFound(manifest.id(), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void addProof(Proof proof) {
    var id = proof.backup();
    var text = ManifestText.write(proof);
    try {
      for (int n = 1 + proofNames(id).stream().mapToInt(StoredName::number).max().orElse(0);
          ;
          n++) {
        try {
          PrivateFiles.write(of(id).resolve(StoredName.proof(id, n)), text);
          return;
        } catch (FileAlreadyExistsException _) {
          // another run adds one, too
        }
      }
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  @Override
  public List<Proof> proofs(BackupId id) {
    var proofs = new ArrayList<Proof>();
    for (var name : proofNames(id)) {
      try {
        ManifestText.proof(id, Files.readAllBytes(of(id).resolve(name.file())))
            .ifPresent(proofs::add);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
    return proofs;
  }

  private List<StoredName> proofNames(BackupId id) {
    return StoredName.proofs(files(), id);
  }

  @Override
  public void remove(BackupId id) {
    var all = files().stream().filter(name -> name.id().equals(id)).toList();
    delete(all.stream().filter(StoredName::isManifest).toList());
    delete(all.stream().filter(name -> !name.isManifest()).toList());
  }

  @Override
  public List<String> sweep(Instant before) {
    var all = files();
    var whole = new HashSet<BackupId>();
    all.stream().filter(StoredName::isManifest).map(StoredName::id).forEach(whole::add);
    var orphans =
        all.stream()
            .filter(name -> !whole.contains(name.id()) && name.id().takenAt().isBefore(before))
            .toList();
    delete(orphans);
    return orphans.stream().map(StoredName::toString).toList();
  }

  private void delete(List<StoredName> names) {
    for (var name : names) {
      try {
        Files.deleteIfExists(of(name.id()).resolve(name.file()));
      } catch (IOException e) {
        throw new OutsideFailed(
            "store-delete-refused",
            "The store %s does not let %s be removed: %s."
                .formatted(place(folder), name, FolderWriter.words(e)),
            "No backup was damaged. Correct the permissions of the folder.",
            e);
      }
    }
  }

  private List<StoredName> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder, 2)) {
      return files.filter(Files::isRegularFile).flatMap(FolderStore::named).toList();
    } catch (UncheckedIOException e) {
      throw unreadable(new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Stream<StoredName> named(Path file) {
    var parent = file.getParent();
    return parent == null
        ? Stream.empty()
        : StoredName.parse(parent.getFileName() + "/" + file.getFileName()).stream();
  }

  @Override
  public String archivePlace(Manifest manifest) {
    return place(archive(manifest));
  }

  @Override
  public String manifestPlace(BackupId id) {
    return place(manifestFile(id));
  }

  private String place(Path file) {
    return file.startsWith(workspace) ? workspace.relativize(file).toString() : file.toString();
  }

  private Path of(BackupId id) {
    return folder.resolve(id.folder());
  }

  private Path archive(Manifest manifest) {
    return of(manifest.id()).resolve(manifest.archiveName());
  }

  private Path manifestFile(BackupId id) {
    return of(id).resolve(StoredName.manifest(id));
  }

  private StepFailure notFound(BackupId id, IOException cause) {
    return StoreFailures.notFound(place(folder), id, cause);
  }

  private StepFailure unreadable(IOException cause) {
    return new OutsideFailed(
        "store-unreadable",
        "The store " + place(folder) + " cannot be read: " + FolderWriter.words(cause) + ".",
        "Nothing was changed. Check the folder and its disk, then run the step again.",
        cause);
  }

  private StepFailure notWritable(IOException cause) {
    return FolderWriter.notWritable(place(folder), cause);
  }
}
