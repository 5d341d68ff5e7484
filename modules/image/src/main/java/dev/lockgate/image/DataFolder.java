package dev.lockgate.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The initialised data folder that a server comes with, so that starting one needs neither initdb
 * nor the shell that initdb runs. See decision 0007 for the choices.
 */
record DataFolder(Path path) {
  private static final int SEGMENT = 1 << 20;
  private static final int PAGE = 8192;

  /** Runs the initdb of an unpacked server. */
  static DataFolder initialise(Programs programs, Path server, Path preload, int major)
      throws IOException {
    var data = server.resolve("data");
    Files.createDirectory(data);
    Trees.mode(data, "rwx------");
    programs.give(data);
    var environment = Map.of("LD_PRELOAD", preload.toString(), "TZ", "UTC", "LC_ALL", "C.UTF-8");
    var arguments =
        new ArrayList<>(List.of(server.resolve("bin/initdb").toString(), "-D", data.toString()));
    arguments.addAll(
        List.of("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"));
    arguments.addAll(List.of("--wal-segsize=1", "--no-sync", "--no-instructions"));
    if (major >= 18) {
      arguments.add("--no-data-checksums");
    }
    programs.unprivileged(server, environment, arguments).output();
    var folder = new DataFolder(data);
    folder.trimLog();
    return folder;
  }

  /**
   * Keeps of the write-ahead log only what a start reads: the first page's header and the shutdown
   * checkpoint. The rest is left over from the making, differs from run to run and is big.
   */
  void trimLog() throws IOException {
    long checkpoint =
        ByteBuffer.wrap(Files.readAllBytes(path.resolve("global/pg_control")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong(32);
    long number = checkpoint / SEGMENT;
    var segment =
        path.resolve("pg_wal").resolve("00000001%08X%08X".formatted(number / 4096, number % 4096));
    int at = (int) (checkpoint % SEGMENT);
    int page = at / PAGE * PAGE;
    var old = Files.readAllBytes(segment);
    int length = ByteBuffer.wrap(old).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    if (at + length > page + PAGE) {
      throw new BuildFailure("the checkpoint record of " + path + " crosses a page");
    }
    var kept = new byte[SEGMENT];
    System.arraycopy(old, 0, kept, 0, 40);
    System.arraycopy(old, page, kept, page, page == 0 ? 40 : 24);
    System.arraycopy(old, at, kept, at, length);
    try (var files = Files.newDirectoryStream(path.resolve("pg_wal"), "0000*")) {
      for (var file : files) {
        Files.delete(file);
      }
    }
    Files.write(segment, kept);
    Trees.mode(segment, "rw-------");
  }
}
