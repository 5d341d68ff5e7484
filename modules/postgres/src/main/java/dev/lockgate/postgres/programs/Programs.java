package dev.lockgate.postgres.programs;

import dev.lockgate.core.database.Major;
import java.util.Arrays;
import java.util.List;

/**
 * The client programs that ship: one set for each client major, side by side.
 *
 * @param rootfs where they lie
 */
public record Programs(Rootfs rootfs) {
  /**
   * The programs that ship.
   *
   * @throws dev.lockgate.core.step.Unsafe {@code programs-missing}
   */
  public static Programs locate() {
    return new Programs(Rootfs.find());
  }

  /**
   * The words that run a client program, to be followed by its arguments.
   *
   * @param client major of the program, as {@link #clientFor} chose it
   * @param name such as {@code pg_dump}
   */
  public List<String> client(int client, String name) {
    return rootfs.command("usr/lib/postgresql/" + client + "/bin/" + name);
  }

  /**
   * The smallest client major that is not older than a server and not older than the program that
   * wrote an archive.
   *
   * @param archiveWriter client major that wrote the archive; 0 when there is none
   * @throws dev.lockgate.core.step.Unsafe {@code archive-too-new} when no program that ships reads
   *     the archive
   */
  public static int clientFor(Major server, int archiveWriter) {
    int atLeast = Math.max(server.client(), archiveWriter);
    return Arrays.stream(Major.values())
        .mapToInt(Major::client)
        .filter(client -> client >= atLeast)
        .min()
        .orElseThrow(() -> ArchiveFailures.tooNew(archiveWriter));
  }
}
