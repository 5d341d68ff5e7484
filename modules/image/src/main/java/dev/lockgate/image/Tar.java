package dev.lockgate.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Archives that depend on nothing but names, modes and contents: sorted, owned by root, one second
 * after the epoch.
 */
final class Tar implements AutoCloseable {
  private final TarArchiveOutputStream out;

  Tar(OutputStream out) {
    this.out = new TarArchiveOutputStream(out, "UTF-8");
    this.out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    this.out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /** Adds everything below a folder, under the same relative names. */
  void addTree(Path folder) throws IOException {
    addTree(folder, "", _ -> true);
  }

  /**
   * Adds what is below a folder.
   *
   * @param under goes before every relative name; empty or ending with a slash
   * @param wanted by relative name
   */
  void addTree(Path folder, String under, Predicate<String> wanted) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(each -> !each.equals(folder)).sorted().toList()) {
        var name = folder.relativize(path).toString();
        if (wanted.test(name)) {
          add(under + name, path);
        }
      }
    }
  }

  private void add(String name, Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(Files.readSymbolicLink(path).toString());
      put(entry, 0777, InputStream.nullInputStream());
    } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      put(new TarArchiveEntry(name + "/"), mode(path), InputStream.nullInputStream());
    } else {
      var entry = new TarArchiveEntry(name);
      entry.setSize(Files.size(path));
      try (var content = Files.newInputStream(path)) {
        put(entry, mode(path), content);
      }
    }
  }

  /** Adds a folder that need not exist, with any mode. */
  void addFolder(String name, int mode) throws IOException {
    put(new TarArchiveEntry(name + "/"), mode, InputStream.nullInputStream());
  }

  /** Adds a file out of bytes. */
  void addFile(String name, byte[] content) throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    put(entry, 0644, new ByteArrayInputStream(content));
  }

  /** Adds a file under another name. */
  void addFile(String name, Path content) throws IOException {
    add(name, content);
  }

  private void put(TarArchiveEntry entry, int mode, InputStream content) throws IOException {
    entry.setMode(mode);
    entry.setModTime(1000L);
    entry.setIds(0, 0);
    entry.setNames("", "");
    out.putArchiveEntry(entry);
    content.transferTo(out);
    out.closeArchiveEntry();
  }

  /**
   * Whoever builds, with whatever umask: plain modes, but what is closed to others stays closed.
   */
  private static int mode(Path path) throws IOException {
    int mode = 0;
    Set<PosixFilePermission> set = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    for (var each : PosixFilePermission.values()) {
      mode = (mode << 1) | (set.contains(each) ? 1 : 0);
    }
    var closed = (mode & 07) == 0;
    return closed ? mode & 0750 : (mode & 0111) == 0 ? 0644 : 0755;
  }

  /** Unpacks an archive made here or elsewhere; names that lead outside are refused. */
  static void unpack(InputStream archive, Path target) throws IOException {
    var in = new TarArchiveInputStream(archive);
    for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      var path = target.resolve(entry.getName()).normalize();
      if (!path.startsWith(target)) {
        throw new IOException("an archive wants to write to " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
      } else {
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(in, path);
        }
      }
      if (!entry.isSymbolicLink()) {
        Files.setPosixFilePermissions(path, permissions(entry.getMode()));
      }
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var all = PosixFilePermission.values();
    var set = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < all.length; i++) {
      if ((mode & (1 << (all.length - 1 - i))) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
