package dev.lockgate.postgres.shadow;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Unpacks the tar archives that our own build wrote (ustar, GNU long names): folders, files and
 * symbolic links with their modes; owners and times are left out.
 */
final class Tar {
  private static final int BLOCK = 512;

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  private final InputStream in;
  private final Path folder;
  private final Predicate<String> wanted;
  private final Set<Path> made = new HashSet<>();
  private final byte[] buffer = new byte[1 << 16];

  private Tar(InputStream in, Path folder, Predicate<String> wanted) {
    this.in = in;
    this.folder = folder;
    this.wanted = wanted;
  }

  /**
   * Unpacks into an existing folder.
   *
   * @param wanted by the name of the entry
   * @throws IOException also when an entry is of another kind or lies outside the folder
   */
  static void unpack(InputStream in, Path folder, Predicate<String> wanted) throws IOException {
    new Tar(in, folder, wanted).unpack();
  }

  private void unpack() throws IOException {
    var longName = "";
    while (true) {
      var header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return;
      }
      var name = longName.isEmpty() ? name(header) : longName;
      var size = octal(header, 124, 12);
      longName = "";
      if (header[156] == 'L') {
        longName = cString(content(size), 0, (int) size);
      } else if (wanted.test(name)) {
        entry(header, name, size);
      } else {
        in.skipNBytes(size);
        skipPadding(size);
      }
    }
  }

  private void entry(byte[] header, String name, long size) throws IOException {
    switch (header[156]) {
      case '0', 0 -> file(target(name), size, permissions(header));
      case '5' -> folder(target(name), permissions(header));
      case '2' -> Files.createSymbolicLink(target(name), Path.of(cString(header, 157, 100)));
      default -> throw new IOException("unknown kind of tar entry: " + name);
    }
  }

  private void file(Path path, long size, Set<PosixFilePermission> permissions) throws IOException {
    makeFolder(parent(path));
    var mode = PosixFilePermissions.asFileAttribute(permissions);
    try (var out = Files.newByteChannel(path, NEW, mode)) {
      for (long left = size; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("the archive ends within " + path);
        }
        out.write(ByteBuffer.wrap(buffer, 0, read));
        left -= read;
      }
    }
    skipPadding(size);
  }

  private void folder(Path path, Set<PosixFilePermission> permissions) throws IOException {
    makeFolder(path);
    Files.setPosixFilePermissions(path, permissions);
  }

  private void makeFolder(Path path) throws IOException {
    if (made.add(path)) {
      Files.createDirectories(path);
    }
  }

  private Path target(String name) throws IOException {
    var path = folder.resolve(name).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException("tar entry outside its folder: " + name);
    }
    return path;
  }

  private static Path parent(Path path) {
    var parent = path.getParent();
    if (parent == null) {
      throw new IllegalStateException("entries lie below a folder: " + path);
    }
    return parent;
  }

  private byte[] content(long size) throws IOException {
    var content = in.readNBytes((int) size);
    skipPadding(size);
    return content;
  }

  private void skipPadding(long size) throws IOException {
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
  }

  private static String name(byte[] header) {
    var gnu = header[263] == ' ';
    var prefix = gnu ? "" : cString(header, 345, 155);
    var name = cString(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static Set<PosixFilePermission> permissions(byte[] header) {
    var mode = octal(header, 100, 8);
    var text = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 1 ? "rwx".charAt((8 - bit) % 3) : '-');
    }
    return PosixFilePermissions.fromString(text.toString());
  }

  private static long octal(byte[] header, int offset, int length) {
    var digits = cString(header, offset, length).strip();
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  private static String cString(byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
  }
}
