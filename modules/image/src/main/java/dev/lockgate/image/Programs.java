package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs programs of the assembled root file system on the machine that builds, through their own
 * loader.
 */
record Programs(Path rootfs) {
  private static final String NOBODY = "65534";

  Programs {
    rootfs = rootfs.toAbsolutePath();
  }

  /** A program of the root file system, or one built for its libraries. */
  Command command(Path folder, Path program, List<String> arguments) {
    var line = new ArrayList<String>();
    line.add(rootfs.resolve("usr/lib64/ld-linux-x86-64.so.2").toString());
    line.add("--library-path");
    line.add(rootfs.resolve("usr/lib/x86_64-linux-gnu").toString());
    line.add(program.toAbsolutePath().toString());
    line.addAll(arguments);
    return new Command(line, Map.of(), folder);
  }

  /** A command as an ordinary user: this one, or nobody where root builds. */
  Command unprivileged(Path folder, Map<String, String> environment, List<String> arguments) {
    if (!isRoot()) {
      return new Command(arguments, environment, folder);
    }
    var setpriv =
        new ArrayList<>(List.of("--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--"));
    if (!environment.isEmpty()) {
      setpriv.add("/usr/bin/env");
      environment.forEach((name, value) -> setpriv.add(name + "=" + value));
    }
    setpriv.addAll(arguments);
    return command(folder, rootfs.resolve("usr/bin/setpriv"), setpriv);
  }

  /** Lets the user of {@link #unprivileged} write into a folder. */
  void give(Path folder) throws IOException {
    if (isRoot()) {
      Files.setAttribute(folder, "unix:uid", Integer.valueOf(NOBODY));
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
