package dev.lockgate.clients.store;

import dev.lockgate.core.backup.ArchiveWriter;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** A backup on its way into a folder: under a hidden name until the manifest is committed. */
final class FolderWriter implements ArchiveWriter {
  private final Path archive;
  private final Path manifest;
  private final Path hidden;
  private final StoreOutput stream;
  private boolean moved;
  private boolean committed;

  FolderWriter(Path archive, Path manifest) throws IOException {
    this.archive = archive;
    this.manifest = manifest;
    this.hidden = archive.resolveSibling("." + archive.getFileName() + ".part");
    this.stream = new StoreOutput(PrivateFiles.create(hidden), this::refused);
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public InputStream readBack() {
    try {
      return new StoreInput(Files.newInputStream(hidden), this::refused);
    } catch (IOException e) {
      throw refused(e);
    }
  }

  @Override
  public String commit(Manifest written) {
    var part = manifest.resolveSibling("." + manifest.getFileName() + ".part");
    var text = ManifestText.write(written);
    try {
      PrivateFiles.write(part, text);
      Files.move(hidden, archive); // refuses to replace another backup
      moved = true;
      sync(archive);
      Files.move(part, manifest);
      committed = true;
      sync(manifest);
      return ManifestText.read(written.id(), text).sha256();
    } catch (IOException e) {
      delete(part);
      throw refused(e);
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (StepFailure _) {
      // what was written goes away below
    } finally {
      delete(hidden);
      if (moved && !committed) {
        delete(archive);
      }
    }
  }

  /** Makes the name of a file survive a power cut. */
  private static void sync(Path file) throws IOException {
    try (var folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // without a manifest it is not a backup
    }
  }

  private StepFailure refused(IOException cause) {
    return notWritable(String.valueOf(archive.getParent()), cause);
  }

  static StepFailure notWritable(String place, IOException cause) {
    var words = words(cause);
    if (words.toLowerCase(Locale.ROOT).contains("no space left")) {
      return new OutsideFailed(
          "store-full",
          "The disk of the store " + place + " is full.",
          "Nothing was changed, no backup was stored and what was written was removed. Free space"
              + " or use another store, then run the step again.",
          cause);
    }
    return new OutsideFailed(
        "store-not-writable",
        "The store " + place + " cannot be written: " + words + ".",
        "Nothing was changed and no backup was stored. Check the folder's permissions and disk,"
            + " then run the step again.",
        cause);
  }

  static String words(IOException cause) {
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return cause.getClass().getSimpleName().replace("Exception", "") + " " + cause.getMessage();
  }
}
