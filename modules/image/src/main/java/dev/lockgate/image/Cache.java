package dev.lockgate.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Downloads and expensive results, kept under the user's home by the digest of their inputs, so
 * that neither {@code clean} nor a fresh clone makes them again. Safe for builds that run at the
 * same time.
 */
public record Cache(Path home) {
  /** Makes one file or folder. */
  public interface Maker {
    void make(Path target) throws IOException;
  }

  public static Cache ofUser() {
    return new Cache(Path.of(System.getProperty("user.home"), ".cache", "lockgate"));
  }

  /** The cached {@code <kind>/<key>}, made now when it is not there. */
  public Path get(String kind, String key, Maker maker) throws IOException {
    var entry = home.resolve(kind).resolve(key);
    if (Files.exists(entry)) {
      return entry;
    }
    Files.createDirectories(entry.getParent());
    try (var channel =
            FileChannel.open(
                home.resolve(kind).resolve(".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      if (Files.exists(entry) || !lock.isValid()) {
        return entry;
      }
      var unfinished = entry.resolveSibling("." + entry.getFileName() + ".unfinished");
      Trees.delete(unfinished);
      maker.make(unfinished);
      Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
    }
    return entry;
  }
}
