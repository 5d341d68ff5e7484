package dev.lockgate.core.verification;

import dev.lockgate.core.backup.Manifest;
import java.io.InputStream;
import java.util.List;

/** A place of its own in which a backup is restored to prove it; gone when it is closed. */
public interface Sandbox extends AutoCloseable {
  /** The server, such as {@code PostgreSQL 17.5 inside the image}. */
  String server();

  /**
   * Makes an empty database like the one that was backed up, and loads all that this server can
   * hold.
   *
   * @throws dev.lockgate.core.step.StepFailure when it could not be tried
   */
  Loaded load(Manifest manifest, InputStream plain);

  /** The database, once it was loaded. */
  RestoredDatabase database();

  @Override
  void close();

  /**
   * What became of an archive.
   *
   * @param refused what this server could not restore, in the archive's order
   * @param notes what the database has otherwise than the one that was backed up, a sentence each
   */
  record Loaded(List<Refused> refused, List<String> notes) {
    public Loaded {
      refused = List.copyOf(refused);
      notes = List.copyOf(notes);
    }
  }

  /**
   * An object that could not be restored.
   *
   * @param object such as {@code EXTENSION postgis}
   * @param message the server's
   */
  record Refused(String object, String message) {}
}
