package dev.lockgate.clients.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that only the owner of their folder can read: the container runs as root, the steps after
 * it as the runner's user, who must be able to upload them.
 */
final class PrivateFiles {
  private static final FileAttribute<Set<PosixFilePermission>> ONLY_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateFiles() {}

  /** Creates a folder and those above it, each given to the owner of the one above. */
  static void folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    var above = folder.toAbsolutePath().getParent();
    if (above != null) {
      folder(above);
    }
    Files.createDirectory(folder, ONLY_OWNER);
    giveToOwnerOfFolder(folder);
  }

  /** Creates a file that was not there. */
  static FileChannel create(Path file) throws IOException {
    var channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    giveToOwnerOfFolder(file);
    return channel;
  }

  /** Creates a file with a text in it, brought to the disk. */
  static void write(Path file, byte[] text) throws IOException {
    try (var channel = create(file)) {
      var rest = ByteBuffer.wrap(text);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** Gives a file to the owner and group of the folder it is in; only root can and needs to. */
  static void giveToOwnerOfFolder(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    for (var attribute : new String[] {"unix:gid", "unix:uid"}) {
      var owner = Files.getAttribute(folder, attribute);
      if (!owner.equals(Files.getAttribute(file, attribute))) {
        Files.setAttribute(file, attribute, owner);
      }
    }
  }
}
