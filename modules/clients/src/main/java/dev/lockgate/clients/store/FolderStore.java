package dev.lockgate.clients.store;

import dev.lockgate.core.backup.ArchiveWriter;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Backups in a folder: {@code <database>/<name>.dump.zst} and, once it exists, {@code
 * <database>/<name>.json}. Files are readable by the folder's owner only.
 */
public final class FolderStore implements BackupStore {
  private static final String MANIFEST = ".json";

  private final Path folder;
  private final Path workspace;
  private final String ending;

  /**
   * A store in a folder, which the first backup creates.
   *
   * @param folder absolute
   * @param workspace places are told relative to it
   * @param ending of archives, such as {@code .dump.zst}
   */
  public FolderStore(Path folder, Path workspace, String ending) {
    this.folder = folder.normalize();
    this.workspace = workspace.toAbsolutePath().normalize();
    this.ending = ending;
  }

  @Override
  public ArchiveWriter open(BackupId id) {
    try {
      PrivateFiles.folder(folder.resolve(id.folder()));
      return new FolderWriter(archive(id), manifestFile(id));
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  @Override
  public List<BackupId> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder, 2)) {
      return files.flatMap(this::listed).sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw unreadable(new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Stream<BackupId> listed(Path file) {
    var name = String.valueOf(file.getFileName());
    var parent = file.getParent();
    if (!name.endsWith(MANIFEST) || parent == null || !Files.isRegularFile(file)) {
      return Stream.empty();
    }
    var text = parent.getFileName() + "/" + name.substring(0, name.length() - MANIFEST.length());
    try {
      return Stream.of(BackupId.parse(text));
    } catch (IllegalArgumentException _) {
      return Stream.empty(); // somebody else's file
    }
  }

  @Override
  public Manifest manifest(BackupId id) {
    try {
      var manifest = ManifestJson.read(Files.readString(manifestFile(id)));
      if (!manifest.id().equals(id)) {
        throw new IllegalArgumentException("it is the manifest of " + manifest.id());
      }
      return manifest;
    } catch (NoSuchFileException e) {
      throw notFound(id, e);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new Unsafe(
          "manifest-damaged",
          "The manifest of backup " + id + " cannot be trusted: " + e.getMessage() + ".",
          "Nothing was changed. Use another backup, or bring the manifest back from a copy.",
          e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public InputStream read(BackupId id) {
    try {
      return new StoreInput(Files.newInputStream(archive(id)), this::unreadable);
    } catch (NoSuchFileException e) {
      throw notFound(id, e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public String archivePlace(BackupId id) {
    return place(archive(id));
  }

  @Override
  public String manifestPlace(BackupId id) {
    return place(manifestFile(id));
  }

  private String place(Path file) {
    return file.startsWith(workspace) ? workspace.relativize(file).toString() : file.toString();
  }

  private Path archive(BackupId id) {
    return folder.resolve(id.folder()).resolve(id.name() + ending);
  }

  private Path manifestFile(BackupId id) {
    return folder.resolve(id.folder()).resolve(id.name() + MANIFEST);
  }

  private StepFailure notFound(BackupId id, IOException cause) {
    return new OutsideFailed(
        "backup-not-found",
        "There is no complete backup " + id + " in the store " + place(folder) + ".",
        "Nothing was changed. Give the id of a backup in that store, or `latest`; in GitHub"
            + " Actions, bring the store's folder into the job first.",
        cause);
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
