package dev.lockgate.postgres.restore;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.restore.RestoreSource;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.programs.PgRestore;
import dev.lockgate.postgres.script.ScriptReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Reads a source to its end and makes nothing of it, before anything is touched. */
public record SourceCheck(Duration deadline, Cancellation cancellation) {
  /**
   * Reads it.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code archive-damaged}, {@code archive-unreadable},
   *     {@code script-unreadable}
   */
  public void read(RestoreSource source) {
    source.read(plain -> {
      switch (source.form()) {
        case ARCHIVE ->
            new PgRestore(major(source), source.client(), deadline).parse(plain, cancellation);
        case SCRIPT -> script(plain);
      }
    });
  }

  private static Major major(RestoreSource source) {
    return Major.ofServer(source.serverMajor() * 10_000).orElse(Major.newest());
  }

  private void script(InputStream plain) throws IOException {
    var reader = new ScriptReader(plain);
    for (var piece = reader.next(); piece.isPresent(); piece = reader.next()) {
      cancellation.check();
      if (piece.get().hasRows()) {
        reader.rows().transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
