package dev.lockgate.postgres.shadow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Who a shadow runs as. Root becomes a stranger: a user that owns nothing, is in no list of users
 * and in no group. Anyone else cannot change users and stays who they are.
 */
enum ShadowUser {
  /** A user id that is no one's. */
  STRANGER,
  /** The user that this JVM runs as. */
  SAME;

  /**
   * Within the 65,536 ids that a user namespace usually maps, outside the ranges that Debian gives
   * to people (from 1000), systemd to services (to 65519), and not {@code nobody} (65534), which
   * others use, too.
   */
  static final int ID = 65533;

  /** The strongest that is possible here. */
  static ShadowUser here() {
    return isRoot() ? STRANGER : SAME;
  }

  /** Whether this JVM may change users. */
  static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      throw new IllegalStateException("cannot tell who runs this program", e);
    }
  }

  /** The options of {@code setpriv} for this user. */
  List<String> options() {
    var options =
        new ArrayList<>(List.of("--no-new-privs", "--inh-caps=-all", "--ambient-caps=-all"));
    if (this == STRANGER) {
      options.addAll(
          List.of("--bounding-set=-all", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"));
    }
    return options;
  }

  /** Makes this user the owner of a folder and all that is in it. */
  void give(Path folder) throws IOException {
    if (this == STRANGER) {
      try (var tree = Files.walk(folder)) {
        for (var path : (Iterable<Path>) tree::iterator) {
          Files.setAttribute(path, "unix:uid", ID, LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
  }

  /** Lets this user read (and enter) what is root's. */
  void letRead(Path path) throws IOException {
    if (this == STRANGER) {
      Files.setAttribute(path, "unix:gid", ID);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));
    }
  }
}
