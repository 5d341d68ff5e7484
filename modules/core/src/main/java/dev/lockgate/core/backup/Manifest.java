package dev.lockgate.core.backup;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a backup holds and how it can be told to be whole. It is written once, after the archive was
 * read back; without it there is no backup.
 *
 * @param format the version of this record, 1
 * @param id the backup's name
 * @param kind why it was taken
 * @param level what was proven before the manifest was written
 * @param began when the dump's snapshot was taken
 * @param ended when the read-back was over
 * @param server the server, the programs and the database it was taken from
 * @param schemas the schemas that it holds; empty when it holds all of the database
 * @param archive how the archive was made and the digest of each of its forms
 * @param contents what the database held in the dump's own snapshot
 * @param schema the database's schema as digests
 * @param origin who and what took it
 */
public record Manifest(
    int format,
    BackupId id,
    Kind kind,
    ProofLevel level,
    Instant began,
    Instant ended,
    Server server,
    List<String> schemas,
    Archive archive,
    Contents contents,
    SchemaState schema,
    Origin origin) {
  /** The version of the record that this code writes. */
  public static final int FORMAT = 1;

  public Manifest {
    schemas = List.copyOf(schemas);
  }

  /** The name of the archive's file beside that of the manifest. */
  public String archiveName() {
    return id.name() + archive.ending();
  }

  /** Why a backup was taken. */
  public enum Kind {
    ROUTINE,
    PRE_DEPLOY,
    PRE_RESTORE;

    /** The stable name in a manifest, such as {@code pre-restore}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The server and the database a backup was taken from.
   *
   * @param version as the server says it, such as {@code 17.5 (Debian 17.5-1)}
   * @param versionNumber {@code server_version_num}, such as 170005
   * @param client major of the pg_dump that wrote the archive
   * @param encoding the database's, such as {@code UTF8}
   * @param collate {@code LC_COLLATE}
   * @param characterType {@code LC_CTYPE}
   * @param provider of the locale: {@code libc}, {@code icu} or {@code builtin}
   * @param locale of the providers {@code icu} and {@code builtin}; empty for {@code libc}
   * @param systemIdentifier of the cluster; empty where the role may not read it
   * @param databaseBytes {@code pg_database_size}
   * @param replica whether it was a standby
   */
  public record Server(
      String version,
      int versionNumber,
      int client,
      String encoding,
      String collate,
      String characterType,
      String provider,
      String locale,
      String systemIdentifier,
      long databaseBytes,
      boolean replica) {
    /** The server's major, such as 17. */
    public int major() {
      return versionNumber / 10_000;
    }
  }

  /**
   * The archive in its three forms.
   *
   * @param format {@code pg_dump custom}
   * @param compression such as {@code zstd-3}
   * @param encryption {@code age} or {@code none}
   * @param recipients public keys whose owners can decrypt it
   * @param plain as pg_dump wrote it
   * @param compressed after compression
   * @param stored as it lies in the store
   */
  public record Archive(
      String format,
      String compression,
      String encryption,
      List<String> recipients,
      Measured plain,
      Measured compressed,
      Measured stored) {
    public Archive {
      recipients = List.copyOf(recipients);
    }

    /** Whether a key is needed to read it. */
    public boolean encrypted() {
      return !encryption.equals(Encryption.NONE.label());
    }

    /** The ending of the stored file. */
    public String ending() {
      return ending(encrypted());
    }

    /** The ending of stored files, such as {@code .dump.zst.age}. */
    public static String ending(boolean encrypted) {
      return encrypted ? ".dump.zst.age" : ".dump.zst";
    }
  }

  /** Who and what took the backup; texts are empty outside GitHub. */
  public record Origin(
      String actor,
      String repository,
      String commit,
      String ref,
      String event,
      String runUrl,
      String runId,
      int attempt) {}
}
