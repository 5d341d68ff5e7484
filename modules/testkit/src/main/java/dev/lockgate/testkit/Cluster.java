package dev.lockgate.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * What {@code initdb} makes for a test. The superuser's password is kept as MD5, for a session with
 * SCRAM costs this JVM's first compiler 20 ms of CPU; roles that a test creates have SCRAM.
 */
final class Cluster {
  private Cluster() {}

  /**
   * Makes a cluster whose superuser is {@code postgres} with {@link PostgresServer#PASSWORD}.
   *
   * @param programs holds the server's {@code bin}
   * @param data an empty folder, which will belong to the user that runs the servers
   */
  static void initialise(Path programs, Path data) throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    ServerUser.current().own(data);
    var password = Files.createTempFile("lockgate-", ".password");
    var log = Files.createTempFile("lockgate-", ".initdb");
    try {
      Files.writeString(password, PostgresServer.PASSWORD);
      ServerUser.current().own(password);
      run(programs.resolve("bin").resolve("initdb"), data, password, log);
    } finally {
      Files.delete(password);
      Files.delete(log);
    }
    Files.writeString(
        data.resolve("pg_hba.conf"), "host all all all md5\n", StandardOpenOption.APPEND);
  }

  private static void run(Path initdb, Path data, Path password, Path log) throws IOException {
    var process =
        ServerProcess.builder(
                List.of(
                    initdb.toString(),
                    "--pgdata=" + data,
                    "--username=postgres",
                    "--pwfile=" + password,
                    "--auth-host=md5",
                    "--auth-local=trust",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync"),
                log)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("initdb failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
