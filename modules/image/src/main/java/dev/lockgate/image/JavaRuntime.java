package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Java runtime of the images, linked from the JDK that builds: only the modules that are used,
 * nothing for debuggers, and the module file uncompressed, because a layer is compressed anyway.
 */
final class JavaRuntime {
  /** What jdeps finds in our class path, less java.desktop, and what is looked up by name. */
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.sql",
          "java.transaction.xa",
          "java.xml",
          "jdk.crypto.ec",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs");

  private JavaRuntime() {}

  /** Takes the folder to bring up to date. */
  static void main(String[] arguments) throws IOException {
    var target = Path.of(arguments[0]);
    var jdk = Path.of(System.getProperty("java.home"));
    var key =
        Digest.ofAll(
            List.of(
                Files.readString(jdk.resolve("release")),
                MODULES.toString(),
                Digest.ofCode(JavaRuntime.class)));
    var stamp = target.resolveSibling(target.getFileName() + ".key");
    if (Files.exists(stamp) && Files.readString(stamp).equals(key)) {
      return;
    }
    Files.deleteIfExists(stamp);
    Trees.delete(target);
    Trees.copy(Cache.ofUser().get("jre", key, made -> link(jdk, made)), target);
    Files.writeString(stamp, key);
    IO.println("[image] Java runtime linked: " + target);
  }

  private static void link(Path jdk, Path made) throws IOException {
    Command.in(
            jdk,
            jdk.resolve("bin/jlink").toString(),
            "--add-modules",
            String.join(",", MODULES),
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            made.toString())
        .output();
  }
}
