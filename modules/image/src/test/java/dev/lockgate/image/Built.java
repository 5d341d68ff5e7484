package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the build made, for tests. */
final class Built {
  static final Path MODULE = Path.of("").toAbsolutePath();
  static final Path ROOTFS = MODULE.resolve("target/rootfs");

  private Built() {}

  /** Runs a program of the root file system through its own loader and gives what it printed. */
  static String run(String program, String... arguments) throws IOException {
    return new Programs(ROOTFS)
        .command(ROOTFS, ROOTFS.resolve(program), List.of(arguments))
        .output();
  }
}
