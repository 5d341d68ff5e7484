package dev.lockgate.core.backup;

import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Takes a backup, one way: snapshot, stream, read back, and the manifest last. */
public final class Backup {
  private final DumpSource source;
  private final Codec codec;
  private final ArchiveParser parser;
  private final BackupStore store;
  private final Clock clock;
  private final StepContext context;

  /** The parts of a backup. */
  public Backup(
      DumpSource source,
      Codec codec,
      ArchiveParser parser,
      BackupStore store,
      Clock clock,
      StepContext context) {
    this.source = source;
    this.codec = codec;
    this.parser = parser;
    this.store = store;
    this.clock = clock;
    this.context = context;
  }

  /**
   * A backup that exists.
   *
   * @param archivePlace where the archive lies
   * @param manifestPlace where the manifest lies
   * @param counting how long counting took
   * @param dumping how long the archive streamed into the store
   * @param checking how long the read-back took
   */
  public record Taken(
      Manifest manifest,
      String archivePlace,
      String manifestPlace,
      Duration counting,
      Duration dumping,
      Duration checking) {}

  /**
   * Takes a backup of the whole database.
   *
   * @throws dev.lockgate.core.step.StepFailure when anything stood in the way; no backup exists
   *     then
   */
  public Taken take(Manifest.Kind kind) {
    context.cancellation().check();
    context.log().info("Taking a snapshot of the database " + source.database());
    try (var dump = source.begin()) {
      var began = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      var id = BackupId.fresh(source.database(), began);
      try (var writer = store.open(id)) {
        var contents = dump.contents();
        var counted = clock.instant();
        context
            .log()
            .info(
                "Counted %,d rows in %,d tables; writing backup %s"
                    .formatted(contents.rows(), contents.tables().size(), id));
        var archive = stream(dump, writer);
        contents = contents.withSequencesAfter(dump.sequences());
        var written = clock.instant();
        context.cancellation().check();
        context
            .log()
            .info("Wrote " + new ByteSize(archive.stored().bytes()) + "; reading it back whole");
        var server = dump.server();
        ArchiveCheck.read(writer.readBack(), codec, archive, plain -> parser.parse(server, plain));
        var read = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        context.cancellation().check();
        var manifest =
            new Manifest(
                Manifest.FORMAT,
                id,
                kind,
                ProofLevel.PARSED,
                began,
                read,
                server,
                archive,
                contents,
                origin(context.run()));
        writer.commit(manifest);
        context.log().info("Backup " + id + " is complete: " + ProofLevel.PARSED.words());
        return new Taken(
            manifest,
            store.archivePlace(id),
            store.manifestPlace(id),
            Duration.between(began, counted),
            Duration.between(counted, written),
            Duration.between(written, read));
      }
    }
  }

  private Manifest.Archive stream(DumpSource.Dump dump, ArchiveWriter writer) {
    var stored = new MeasuringOutput(writer.stream());
    try {
      var plain = new MeasuringOutput(codec.encode(stored));
      try (plain) {
        dump.writeTo(plain);
      }
      var outside = stored.measured();
      return new Manifest.Archive(
          "pg_dump custom", codec.label(), plain.measured(), outside, outside);
    } catch (IOException e) {
      throw new OutsideFailed(
          "dump-failed",
          "The archive could not be compressed: " + e.getMessage() + ".",
          "Nothing was changed and no backup was stored. Run the step again.",
          e);
    }
  }

  private static Manifest.Origin origin(Run run) {
    return new Manifest.Origin(
        run.actor(),
        run.repository(),
        run.commit(),
        run.ref(),
        run.event(),
        run.runUrl(),
        run.runId(),
        run.attempt());
  }
}
