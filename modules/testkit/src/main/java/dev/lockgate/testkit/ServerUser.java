package dev.lockgate.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who runs the servers: PostgreSQL refuses root, so root drops to {@code nobody} (initdb wants a
 * uid that has a name).
 *
 * @param isDropped whether this process is root
 */
record ServerUser(boolean isDropped) {
  private static final int UID = 65_534;

  static ServerUser current() {
    return new ServerUser("root".equals(System.getProperty("user.name")));
  }

  /** The command as this user; it dies when the thread that starts it does. */
  List<String> command(List<String> program) {
    var command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "QUIT"));
    if (isDropped) {
      command.addAll(List.of("--reuid", "" + UID, "--regid", "" + UID, "--clear-groups"));
    }
    command.add("--");
    command.addAll(program);
    return command;
  }

  /** Gives a file or folder to this user. */
  void own(Path path) {
    if (isDropped) {
      try {
        Files.setAttribute(path, "unix:uid", UID);
        Files.setAttribute(path, "unix:gid", UID);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
