package dev.lockgate.postgres.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.policy.BaseFiles;
import dev.lockgate.postgres.migrations.MigrationFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The migrations as the base branch has them. What a pull request leaves alone is taken from its
 * checkout, known by git's hash; only what it changes or removes is asked for.
 */
final class BaseFolder {
  private final BaseFiles base;
  private final MigrationFolder head;

  BaseFolder(BaseFiles base, MigrationFolder head) {
    this.base = base;
    this.head = head;
  }

  /**
   * Writes it below an empty folder and reads it from there.
   *
   * @throws dev.lockgate.core.step.OutsideFailed {@code base-unreadable}
   */
  MigrationFolder readInto(Path workspace) {
    var here =
        head.files().stream().collect(Collectors.toMap(MigrationFile::path, Function.identity()));
    try {
      Files.createDirectories(workspace.resolve(head.place()));
      for (var file : base.list(head.place()).entrySet()) {
        write(workspace, file.getKey(), text(file, here));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head.in(workspace);
  }

  /**
   * Adds what is pending to what {@link #readInto} wrote, so that a file which the pull request
   * changed stays as it was applied, and the callbacks as they would run, and reads all of it.
   */
  MigrationFolder with(List<MigrationFile> pending, Path workspace) {
    try {
      for (var file : pending) {
        write(workspace, file.path(), file.sql());
        write(workspace, file.path() + ".conf", "executeInTransaction=" + file.transactional());
      }
      for (var callback : head.callbacks()) {
        write(workspace, callback.path(), callback.sql());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head.in(workspace);
  }

  private String text(Map.Entry<String, String> file, Map<String, MigrationFile> here) {
    var same = here.get(file.getKey());
    return same != null && hash(same.sql()).equals(file.getValue())
        ? same.sql()
        : base.read(file.getKey()).orElse("");
  }

  private static void write(Path workspace, String path, String text) throws IOException {
    var file = workspace.resolve(path).normalize();
    if (file.startsWith(workspace) && (path.endsWith(".sql") || path.endsWith(".conf"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  /** Git's own: SHA-1 over a header and the content. */
  private static String hash(String text) {
    try {
      var content = text.getBytes(UTF_8);
      var sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(("blob " + content.length + "\0").getBytes(UTF_8));
      return HexFormat.of().formatHex(sha1.digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
