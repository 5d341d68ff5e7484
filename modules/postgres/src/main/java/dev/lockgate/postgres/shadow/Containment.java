package dev.lockgate.postgres.shadow;

import dev.lockgate.postgres.programs.Rootfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What keeps a shadow from everything but itself, in layers that each hold when another fails: the
 * user, no capabilities and no way to new ones, the filter of system calls ({@link SystemCalls}),
 * an empty environment, and, where the kernel has Landlock, no file but its own folder, its
 * programs and the C library.
 *
 * <p>In the image, as root, all of it is given. Elsewhere (a shell, a build) a JVM that is not root
 * runs the shadow as its own user: without Landlock, SQL from a superuser of the shadow could then
 * read what that user can read, and signal that user's programs; it has no network all the same.
 *
 * @param rootfs where {@code setpriv} lies
 * @param user who the shadow runs as
 * @param landlock whether the kernel lets us confine it to folders
 */
record Containment(Rootfs rootfs, ShadowUser user, boolean landlock) {
  private static final String SETPRIV = "usr/bin/setpriv";

  private static final String RUN = "execute,read-file,read-dir";
  private static final String KEEP =
      "read-file,read-dir,write-file,truncate,make-reg,make-dir,make-sym,make-sock,remove-file,"
          + "remove-dir,refer";

  /** The strongest that is possible here. */
  static Containment here(Rootfs rootfs) {
    return new Containment(rootfs, ShadowUser.here(), hasLandlock(rootfs));
  }

  /** Whether not even names and sizes of what is not a shadow's can be seen. */
  boolean hidesFolders() {
    return rootfs.isImage() && user == ShadowUser.STRANGER;
  }

  /** Whether files of other users, and of our own user, are out of a shadow's reach. */
  boolean hidesFiles() {
    return rootfs.isImage() || landlock || user == ShadowUser.STRANGER;
  }

  /** Whether a shadow finds no shell: the image has none for strangers, Landlock shows none. */
  boolean hidesPrograms() {
    return rootfs.isImage() || landlock;
  }

  /**
   * The words that run a program contained, with that folder and its programs as all that it has.
   */
  List<String> command(ShadowFolder folder, List<String> program) {
    var command = new ArrayList<>(rootfs.command(SETPRIV));
    command.addAll(user.options());
    command.addAll(List.of("--pdeathsig", "QUIT"));
    if (landlock) {
      command.addAll(landlockOptions(folder));
    }
    command.addAll(List.of("--seccomp-filter", folder.filter().toString()));
    command.addAll(program);
    return command;
  }

  private List<String> landlockOptions(ShadowFolder folder) {
    var options = new ArrayList<>(List.of("--landlock-access", "fs"));
    allow(options, RUN, folder.programs().path());
    allow(options, "read-file,read-dir", folder.path());
    allow(options, KEEP, folder.data());
    allow(options, KEEP, folder.socket());
    allow(options, "read-file,write-file", Path.of("/dev/null"));
    allow(options, "read-file", Path.of("/dev/urandom"));
    if (rootfs.isImage()) {
      allow(options, RUN, Path.of("/usr/lib"));
    }
    return options;
  }

  private static void allow(List<String> options, String access, Path beneath) {
    options.add("--landlock-rule");
    options.add("path-beneath:" + access + ":" + beneath);
  }

  /** Asked of the kernel by having {@code setpriv} confine itself. */
  private static boolean hasLandlock(Rootfs rootfs) {
    var command = new ArrayList<>(rootfs.command(SETPRIV));
    var folder = rootfs.isImage() ? Path.of("/usr") : rootfs.folder();
    command.addAll(List.of("--no-new-privs", "--landlock-access", "fs"));
    allow(command, RUN, folder);
    command.addAll(rootfs.command(SETPRIV));
    command.add("--version");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
