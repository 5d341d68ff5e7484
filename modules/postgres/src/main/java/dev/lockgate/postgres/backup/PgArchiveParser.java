package dev.lockgate.postgres.backup;

import dev.lockgate.core.backup.ArchiveParser;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.programs.PgRestore;
import java.io.InputStream;
import java.time.Duration;

/** Parses an archive with pg_restore, without a server. */
public final class PgArchiveParser implements ArchiveParser {
  private final Duration deadline;
  private final Cancellation cancellation;

  /**
   * A parser.
   *
   * @param deadline how long one archive may take
   */
  public PgArchiveParser(Duration deadline, Cancellation cancellation) {
    this.deadline = deadline;
    this.cancellation = cancellation;
  }

  @Override
  public void parse(Manifest.Server from, InputStream plain) {
    new PgRestore(major(from), from.client(), deadline).parse(plain, cancellation);
  }

  /** The major that a manifest names. */
  public static Major major(Manifest.Server server) {
    return Major.ofServer(server.versionNumber())
        .orElseThrow(() ->
            new Unsafe(
                "archive-too-new",
                "The backup is of PostgreSQL "
                    + server.version()
                    + ", which this version of Lockgate does not know.",
                "Nothing was changed. Use the release of Lockgate that wrote the backup, or a"
                    + " newer one."));
  }
}
