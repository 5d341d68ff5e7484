package dev.lockgate.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A checkout and the commit it stands on, read from its files: a git program would obey the
 * configuration that the repository brings.
 *
 * @param place the folder, as a person would call it
 * @param commit the full hash; empty when it cannot be known
 */
record GitHead(String place, String commit) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

  /** The checkouts in the workspace itself and in its folders; files without one count as one. */
  static List<GitHead> allIn(Path workspace) {
    var heads = new ArrayList<GitHead>();
    try (var files = Files.list(workspace)) {
      var entries = files.sorted().toList();
      if (Files.exists(workspace.resolve(".git"))) {
        heads.add(new GitHead("the workspace", commitOf(workspace)));
      }
      entries.stream()
          .filter(folder -> Files.exists(folder.resolve(".git")))
          .map(folder -> new GitHead("`" + folder.getFileName() + "`", commitOf(folder)))
          .forEach(heads::add);
      if (heads.isEmpty() && !entries.isEmpty()) {
        heads.add(new GitHead("the workspace", ""));
      }
    } catch (IOException _) {
      heads.add(new GitHead("the workspace", ""));
    }
    return heads;
  }

  private static String commitOf(Path checkout) {
    try {
      var git = gitFolder(checkout);
      var head = Files.readString(git.resolve("HEAD")).strip();
      var commit = head.startsWith("ref:") ? reference(git, head.substring(4).strip()) : head;
      return HASH.matcher(commit).matches() ? commit : "";
    } catch (IOException | IllegalArgumentException _) {
      return "";
    }
  }

  /** {@code .git} is a folder, or in a linked worktree a file that names it. */
  private static Path gitFolder(Path checkout) throws IOException {
    var git = checkout.resolve(".git");
    return Files.isDirectory(git)
        ? git
        : checkout.resolve(Files.readString(git).strip().replaceFirst("^gitdir:\\s*", ""));
  }

  private static String reference(Path git, String name) throws IOException {
    var common = commonFolder(git);
    for (var folder : List.of(git, common)) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return Files.readString(folder.resolve(name)).strip();
      }
    }
    return packed(common.resolve("packed-refs"), name).orElse("");
  }

  private static Path commonFolder(Path git) throws IOException {
    var file = git.resolve("commondir");
    return Files.isRegularFile(file) ? git.resolve(Files.readString(file).strip()) : git;
  }

  private static Optional<String> packed(Path file, String name) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Files.readString(file)
        .lines()
        .filter(line -> line.endsWith(" " + name))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst();
  }
}
