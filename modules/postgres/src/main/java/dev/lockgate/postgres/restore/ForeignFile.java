package dev.lockgate.postgres.restore;

import dev.lockgate.core.backup.ArchiveReader;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.restore.RestoreSource;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.programs.PgRestore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A dump that Lockgate did not make: {@code .sql}, {@code .sql.gz}, or what {@code pg_dump -Fc}
 * wrote. Nothing says what it should hold; that it stays the same while it is read is made sure.
 */
public record ForeignFile(
    Path path, String name, Form form, int serverMajor, int client, String sha256)
    implements RestoreSource {
  private static final byte[] ARCHIVE = "PGDMP".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern SERVER =
      Pattern.compile("; *Dumped from database version: (\\d+).*");
  private static final Pattern PROGRAM = Pattern.compile("; *Dumped by pg_dump version: (\\d+).*");

  /**
   * Looks at a file.
   *
   * @param path absolute
   * @param name as people know it
   * @throws BadInputs {@code source-file-unreadable}
   * @throws Unsafe {@code archive-unreadable}, {@code archive-too-new}
   */
  public static ForeignFile open(
      Path path, String name, Duration deadline, Cancellation cancellation) {
    try {
      var sha256 = digest(path);
      if (!isArchive(path)) {
        return new ForeignFile(path, name, Form.SCRIPT, 0, 0, sha256);
      }
      try (var plain = plain(path)) {
        var header = new PgRestore(Major.newest(), 0, deadline).header(plain, cancellation);
        return new ForeignFile(
            path, name, Form.ARCHIVE, number(header, SERVER), number(header, PROGRAM), sha256);
      }
    } catch (IOException e) {
      throw new BadInputs(
          "source-file-unreadable",
          new Problem("backup", "`%s` could not be read: %s".formatted(name, e.getMessage())),
          "Nothing was changed. Name a file of the workspace, such as `file:dumps/old.sql.gz`.");
    }
  }

  @Override
  public void read(ArchiveReader reader) {
    try (var file = new DigestInputStream(Files.newInputStream(path), sha256Digest());
        var plain = unpacked(file)) {
      reader.read(plain);
      plain.transferTo(OutputStream.nullOutputStream());
      file.transferTo(OutputStream.nullOutputStream());
      if (!HexFormat.of().formatHex(file.getMessageDigest().digest()).equals(sha256)) {
        throw damaged("it is not what it was a moment ago");
      }
    } catch (IOException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private Unsafe damaged(String why) {
    return new Unsafe(
        "archive-damaged",
        "The file %s cannot be used: %s.".formatted(name, why),
        "The live database was not changed. Use another copy of the file.");
  }

  private static int number(List<String> header, Pattern pattern) {
    return header.stream()
        .map(pattern::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> Integer.parseInt(matcher.group(1)))
        .findFirst()
        .orElse(0);
  }

  private static boolean isArchive(Path path) throws IOException {
    try (var plain = plain(path)) {
      return Arrays.equals(plain.readNBytes(ARCHIVE.length), ARCHIVE);
    }
  }

  private static InputStream plain(Path path) throws IOException {
    return unpacked(Files.newInputStream(path));
  }

  private static InputStream unpacked(InputStream file) throws IOException {
    var buffered = new BufferedInputStream(file, 1 << 16);
    buffered.mark(2);
    var zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return zipped ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  private static String digest(Path path) throws IOException {
    try (var file = new DigestInputStream(Files.newInputStream(path), sha256Digest())) {
      file.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(file.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
