package dev.lockgate.postgres.programs;

import dev.lockgate.core.step.Unsafe;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the programs that ship with Lockgate lie, laid out as in the image: {@code /} in a
 * container, a folder of the build elsewhere. What ships is what runs, whatever is on PATH.
 *
 * @param folder absolute
 */
public record Rootfs(Path folder) {
  private static final Path BUILT = Path.of("modules/image/target/rootfs");
  private static final String SERVERS = "opt/lockgate/servers";
  private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";
  private static final String LOADER = "usr/lib64/ld-linux-x86-64.so.2";

  /**
   * The system property {@code lockgate.rootfs}, else {@code /} in an image, else the one that the
   * build of this checkout made.
   *
   * @throws Unsafe {@code programs-missing} when there is none
   */
  public static Rootfs find() {
    var named = System.getProperty("lockgate.rootfs");
    if (named != null) {
      return new Rootfs(Path.of(named).toAbsolutePath().normalize());
    }
    if (Files.isDirectory(Path.of("/").resolve(SERVERS))) {
      return new Rootfs(Path.of("/"));
    }
    return built()
        .map(Rootfs::new)
        .orElseThrow(() ->
            new Unsafe(
                "programs-missing",
                "The PostgreSQL programs that ship with Lockgate were not found: not below /"
                    + SERVERS
                    + " and not in "
                    + BUILT
                    + " above the running jar.",
                "Nothing was changed. Build them with `./mvnw -pl modules/image package`, or"
                    + " name their folder with -Dlockgate.rootfs=…."));
  }

  /** Whether this is the image itself. */
  public boolean isImage() {
    return folder.getParent() == null;
  }

  /** A file of the image, named without a leading slash. */
  public Path file(String path) {
    return folder.resolve(path);
  }

  /**
   * The words that run a program of the image, to be followed by its arguments: the program itself
   * in the image, elsewhere through the loader and the libraries that ship with it.
   *
   * @param program named without a leading slash, such as {@code usr/bin/setpriv}
   * @param libraries further folders of libraries, looked at first
   */
  public List<String> command(String program, String... libraries) {
    if (isImage()) {
      return List.of(file(program).toString());
    }
    var path = new ArrayList<String>();
    for (var folder : libraries) {
      path.add(file(folder).toString());
    }
    path.add(file(LIBRARIES).toString());
    return List.of(
        file(LOADER).toString(),
        "--library-path",
        String.join(File.pathSeparator, path),
        file(program).toString());
  }

  private static Optional<Path> built() {
    var root = System.getProperty("lockgate.root");
    if (root != null && Files.isDirectory(Path.of(root).resolve(BUILT))) {
      return Optional.of(Path.of(root).resolve(BUILT).toAbsolutePath());
    }
    for (var folder = codeFolder(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(BUILT))) {
        return Optional.of(folder.resolve(BUILT));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Path codeFolder() {
    var source = Rootfs.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return null;
    }
    try {
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of our own code is no path", e);
    }
  }
}
