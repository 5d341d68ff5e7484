package dev.lockgate.core.backup;

import java.io.OutputStream;
import java.util.List;

/** A database that can be dumped. */
public interface DumpSource {
  /** The database's name as PostgreSQL knows it. */
  String database();

  /**
   * Takes a snapshot, holds it and makes sure that all of the database may be read.
   *
   * @throws dev.lockgate.core.step.StepFailure such as {@code table-not-readable}
   */
  Dump begin();

  /** One snapshot of a database. */
  interface Dump extends AutoCloseable {
    /** The server and the database. */
    Manifest.Server server();

    /**
     * What the database holds in this snapshot, counted; from another thread while the archive is
     * written. Closing the dump ends it.
     *
     * @throws dev.lockgate.core.step.StepFailure when it could not be counted
     */
    Contents contents();

    /** The database's schema, read while its tables cannot be changed; as {@link #contents}. */
    SchemaState schema();

    /** The schemas that the dump is confined to; empty for the whole database. */
    List<String> schemas();

    /**
     * Writes the archive of this snapshot.
     *
     * @param sink not closed
     * @throws dev.lockgate.core.step.StepFailure {@code dump-failed}
     */
    void writeTo(OutputStream sink);

    /**
     * Which table is being written, and how far; empty when that is not known. May be called while
     * the archive is written, from another thread.
     */
    String position();

    /** Where sequences stand now, which no snapshot holds. */
    List<Contents.SequenceRange> sequences();

    /** Lets the snapshot go. */
    @Override
    void close();
  }
}
