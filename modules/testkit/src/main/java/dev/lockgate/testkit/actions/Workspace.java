package dev.lockgate.testkit.actions;

import dev.lockgate.testkit.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The folders a runner mounts into a step, owned by uid 1001 as on hosted runners, or by whoever
 * runs the tests when that is not root.
 */
public final class Workspace {
  private static final int RUNNER = 1001;

  private final Path root;
  private final boolean isRoot = "root".equals(System.getProperty("user.name"));

  Workspace() {
    try {
      root = Files.createTempDirectory("lockgate-runner-");
      for (var folder : mounts().keySet()) {
        Files.createDirectories(folder);
      }
      own(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The checked-out repository; {@code /github/workspace} in the step. */
  public Path folder() {
    return root.resolve("work").resolve("shop").resolve("shop");
  }

  /** Writes a file of the repository. */
  public void file(String name, String content) {
    var file = folder().resolve(name);
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, content);
      own(folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file of the repository. */
  public String read(String name) {
    try {
      return Files.readString(folder().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files and folders of the repository that the runner's user could not remove. */
  public List<Path> notOwnedByTheRunner() {
    try (var paths = Files.walk(folder())) {
      return paths.filter(path -> !owner(path).equals(owner(folder()))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All regular files of the repository. */
  public List<Path> files() {
    try (var paths = Files.walk(folder())) {
      return paths.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host folder to container folder, as in section 1.2 of the notes, most specific first. */
  Map<Path, String> mounts() {
    var temp = root.resolve("_temp");
    var mounts = new LinkedHashMap<Path, String>();
    mounts.put(fileCommands(), "/github/file_commands");
    mounts.put(temp.resolve("_github_workflow"), "/github/workflow");
    mounts.put(temp.resolve("_github_home"), "/github/home");
    mounts.put(temp, "/github/runner_temp");
    mounts.put(folder(), "/github/workspace");
    return mounts;
  }

  /** A value that is, or begins with, a mounted folder names that folder's place in the step. */
  String inContainer(String value) {
    for (var mount : mounts().entrySet()) {
      var host = mount.getKey().toString();
      if (value.equals(host) || value.startsWith(host + "/")) {
        return mount.getValue() + value.substring(host.length());
      }
    }
    return value;
  }

  Path fileCommands() {
    return root.resolve("_temp").resolve("_runner_file_commands");
  }

  /** Stands in for a socket that is not there. */
  Path emptyFile() {
    var file = root.resolve("no-socket");
    try {
      return Files.exists(file) ? file : Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path event() {
    return root.resolve("_temp").resolve("_github_workflow").resolve("event.json");
  }

  /** Gives all that is new to the runner's user. */
  void own(Path folder) {
    if (!isRoot) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (var path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", RUNNER, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", RUNNER, LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    try {
      Folders.delete(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object owner(Path path) {
    try {
      return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
