package dev.lockgate.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A small image made of programs of this machine and the libraries they load, for tests of the test
 * kit itself: nothing is downloaded.
 */
public final class HostImage {
  private static final Pattern LIBRARY = Pattern.compile("(?m)(?:=> |^\\s*)(/\\S+) \\(0x");

  private static final Map<Path, String> LIBRARIES = new ConcurrentHashMap<>();

  private HostImage() {}

  /**
   * Makes an image, unless the engine has the same already.
   *
   * @param programs names on the PATH, such as {@code bash}, or absolute paths
   * @return what to run
   */
  public static String of(List<String> programs) {
    return image(programs.stream().map(HostImage::find).toList(), Path.of("/nowhere"));
  }

  /** The libraries of this machine that a program loads; those below {@code without} stay out. */
  static String librariesOf(Path program, Path without) {
    return LIBRARIES.computeIfAbsent(program, path -> image(List.of(path), without));
  }

  private static String image(List<Path> programs, Path without) {
    var files = new TreeSet<Path>();
    for (var program : programs) {
      files.add(program);
      files.addAll(libraries(program));
    }
    files.removeIf(file -> file.startsWith(without));
    var layer = tar(new ArrayList<>(files));
    var digest = Digests.sha256(layer);
    var name = "lockgate-test-host:" + digest.substring(0, 16);
    if (!Docker.has(name)) {
      Docker.load(new ByteArrayInputStream(archive(name, digest, layer)), name);
    }
    return name;
  }

  /** What {@code docker save} writes: a manifest, a configuration and one layer. */
  private static byte[] archive(String name, String digest, byte[] layer) {
    var manifest =
        """
        [{"Config":"config.json","RepoTags":["%s"],"Layers":["layer.tar"]}]\
        """
            .formatted(name);
    var config =
        """
        {"architecture":"amd64","os":"linux","config":{},\
        "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}\
        """
            .formatted(digest);
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      put(tar, "layer.tar", 0644, layer);
      put(tar, "config.json", 0644, config.getBytes(StandardCharsets.UTF_8));
      put(tar, "manifest.json", 0644, manifest.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Path find(String program) {
    if (program.startsWith("/")) {
      return Path.of(program);
    }
    for (var folder : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
      var path = Path.of(folder, program);
      if (Files.isExecutable(path)) {
        return path;
      }
    }
    throw new IllegalStateException("this machine has no " + program);
  }

  private static List<Path> libraries(Path program) {
    try {
      var process = new ProcessBuilder("ldd", program.toString()).redirectErrorStream(true).start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return LIBRARY.matcher(text).results().map(found -> Path.of(found.group(1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] tar(List<Path> files) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      put(
          tar,
          "etc/passwd",
          0644,
          "root:x:0:0::/root:/bin/bash\n".getBytes(StandardCharsets.UTF_8));
      put(tar, "tmp/.keep", 0644, new byte[0]);
      for (var file : files) {
        put(tar, file.toString().substring(1), 0755, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, int mode, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(mode);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
