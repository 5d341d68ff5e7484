package dev.lockgate.image;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A Debian package file. */
record Deb(Path file) {
  private interface Reader {
    void read(TarArchiveInputStream members) throws IOException;
  }

  /**
   * Unpacks the files that {@code keeps} (path, whether it is a link) names; owners and set-uid
   * bits are dropped.
   */
  void unpack(Path target, BiPredicate<Path, Boolean> keeps) throws IOException {
    member(
        "data.tar",
        files -> {
          for (var entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
            var path = path(entry);
            if (!entry.isDirectory() && keeps.test(path, entry.isSymbolicLink())) {
              write(entry, files, target, path);
            }
          }
        });
  }

  /**
   * The text of a control file, such as {@code control} or {@code md5sums}; empty when the package
   * has none.
   */
  String control(String name) throws IOException {
    var text = new StringBuilder();
    member(
        "control.tar",
        files -> {
          for (var entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
            if (path(entry).toString().equals(name)) {
              text.append(new String(files.readAllBytes(), StandardCharsets.UTF_8));
            }
          }
        });
    return text.toString();
  }

  private static Path path(TarArchiveEntry entry) {
    var path = Path.of(entry.getName()).normalize();
    if (path.isAbsolute() || path.startsWith("..")) {
      throw new BuildFailure("a package wants to write to " + entry.getName());
    }
    return path;
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path target, Path path)
      throws IOException {
    var file = target.resolve(path.toString());
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.copy(target.resolve(Path.of(entry.getLinkName()).normalize().toString()), file);
    } else {
      Files.copy(content, file);
      Trees.mode(file, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
    }
  }

  private void member(String prefix, Reader reader) throws IOException {
    try (var archive =
        new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        if (entry.getName().startsWith(prefix)) {
          reader.read(new TarArchiveInputStream(uncompressed(entry.getName(), archive)));
          return;
        }
      }
    }
    throw new BuildFailure(file + " has no " + prefix);
  }

  private static InputStream uncompressed(String name, InputStream in) throws IOException {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".xz" -> new XZInputStream(in);
      case ".gz" -> new GZIPInputStream(in);
      case ".zst" -> new ZstdInputStream(in);
      default -> in;
    };
  }
}
