package dev.lockgate.runner;

import dev.lockgate.core.step.Handover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Gives what we created to the owner of the workspace. We work as root there; a file of root's
 * would break the next checkout on a runner of one's own.
 */
final class Ownership {
  private Ownership() {}

  static void give(Handover handover, Path workspace) throws IOException {
    var user = id(workspace, "unix:uid");
    var group = id(workspace, "unix:gid");
    for (var path : handover.paths()) {
      if (path.startsWith(workspace) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        try (var tree = Files.walk(path)) {
          for (var file : (Iterable<Path>) tree::iterator) {
            give(file, user, group);
          }
        }
      }
    }
  }

  /** A link is given itself, never what it leads to. */
  private static void give(Path file, int user, int group) throws IOException {
    if (id(file, "unix:uid") != user || id(file, "unix:gid") != group) {
      Files.setAttribute(file, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static int id(Path path, String attribute) throws IOException {
    return (Integer) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
  }
}
