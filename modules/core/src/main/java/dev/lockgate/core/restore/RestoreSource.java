package dev.lockgate.core.restore;

import dev.lockgate.core.backup.ArchiveReader;
import dev.lockgate.core.backup.Manifest;
import java.util.List;
import java.util.Optional;

/** What is restored; it can be read as often as needed. It need not say where it comes from. */
public interface RestoreSource {
  /** How it is written. */
  enum Form {
    /** As {@code pg_dump -Fc} writes it. */
    ARCHIVE,
    /** SQL, as {@code pg_dump} writes it without an option. */
    SCRIPT
  }

  /** The backup's id, or the name of a file. */
  String name();

  /** Of a backup that Lockgate took; none for a file made elsewhere. */
  default Optional<Manifest> manifest() {
    return Optional.empty();
  }

  /** The schemas that it holds; empty when it holds all of a database. */
  default List<String> schemas() {
    return manifest().map(Manifest::schemas).orElse(List.of());
  }

  /** How it is written. */
  Form form();

  /** Major of the server that it was taken from; 0 when it does not say. */
  default int serverMajor() {
    return 0;
  }

  /** Major of the pg_dump that wrote it; 0 when it does not say. */
  default int client() {
    return 0;
  }

  /**
   * The sha256 of what is stored, as an audit row carries it; empty when it is not ours to read.
   */
  default String sha256() {
    return "";
  }

  /**
   * Reads it from its first byte to its last, through all of its digests.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code archive-damaged}; whatever the reader made
   *     must not be used then
   */
  void read(ArchiveReader reader);

  /**
   * Reads its beginning, as far as the reader wants it.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code archive-damaged}
   */
  default void begin(ArchiveReader reader) {
    read(reader);
  }
}
