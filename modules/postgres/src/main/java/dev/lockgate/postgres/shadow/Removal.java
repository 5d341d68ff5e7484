package dev.lockgate.postgres.shadow;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Removes a folder and everything in it, without following links that hostile SQL may have made.
 */
final class Removal extends SimpleFileVisitor<Path> {
  private Removal() {}

  /** What cannot be removed stays in the folder for temporary files, readable by no one else. */
  static void of(Path folder) {
    try {
      Files.walkFileTree(folder, new Removal());
    } catch (IOException _) {
      // stays
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    if (!Files.isWritable(folder) && !Files.isSymbolicLink(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Files.delete(file);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
      throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(folder);
    }
    return FileVisitResult.CONTINUE;
  }
}
