package dev.lockgate.postgres.shadow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The private folder of one server: its data and its socket.
 *
 * @param path directly below the folder for temporary files
 * @param programs what it runs, which it can read only
 */
record ShadowFolder(Path path, ShadowPrograms programs) {
  /** Names the JVM that it belongs to, for whoever finds one that was left by a killed JVM. */
  static final String PREFIX = "lockgate-shadow-" + ProcessHandle.current().pid() + "-";

  /** Makes the folder of a new server for the user that it will run as. */
  static ShadowFolder create(ShadowPrograms programs, ShadowUser user) throws IOException {
    var folder = new ShadowFolder(Files.createTempDirectory(PREFIX), programs);
    try {
      folder.fill(user);
    } catch (IOException | RuntimeException e) {
      folder.delete();
      throw e;
    }
    return folder;
  }

  Path data() {
    return path.resolve("data");
  }

  Path socket() {
    return path.resolve("socket");
  }

  Path log() {
    return path.resolve("server.log");
  }

  Path filter() {
    return path.resolve("system-calls.bpf");
  }

  void delete() {
    Removal.of(path);
  }

  private void fill(ShadowUser user) throws IOException {
    programs.unpackData(path);
    Files.writeString(data().resolve("pg_hba.conf"), "local all all trust\n");
    Files.createDirectory(socket());
    Files.write(filter(), SystemCalls.filter());
    for (var own : List.of(data(), socket())) {
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
      user.give(own);
    }
    for (var readable : List.of(path, filter())) {
      user.letRead(readable);
    }
  }
}
