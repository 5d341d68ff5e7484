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
  private final Packing packing;
  private final ArchiveParser parser;
  private final BackupStore store;
  private final Clock clock;
  private final StepContext context;

  /** The parts of a backup. */
  public Backup(
      DumpSource source,
      Packing packing,
      ArchiveParser parser,
      BackupStore store,
      Clock clock,
      StepContext context) {
    this.source = source;
    this.packing = packing;
    this.parser = parser;
    this.store = store;
    this.clock = clock;
    this.context = context;
  }

  /**
   * A backup that exists.
   *
   * @param manifestSha256 of the stored manifest
   * @param archivePlace where the archive lies
   * @param manifestPlace where the manifest lies
   * @param counting how long counting took, beside the dump
   * @param dumping how long the archive streamed into the store
   * @param checking how long the read-back took
   */
  public record Taken(
      Manifest manifest,
      String manifestSha256,
      String archivePlace,
      String manifestPlace,
      Duration counting,
      Duration dumping,
      Duration checking) {}

  /**
   * Takes a backup and parses it.
   *
   * @throws dev.lockgate.core.step.StepFailure when anything stood in the way; no backup exists
   *     then
   */
  public Taken take(Manifest.Kind kind) {
    return take(kind, ProofLevel.PARSED);
  }

  /**
   * Takes a backup.
   *
   * @param level {@code CHECKSUMMED} when reading it back is enough, else {@code PARSED}
   * @throws dev.lockgate.core.step.StepFailure when anything stood in the way; no backup exists
   *     then
   */
  public Taken take(Manifest.Kind kind, ProofLevel level) {
    context.cancellation().check();
    context.log().info("Taking a snapshot of the database " + source.database());
    try (var counting = new Counting();
        var dump = source.begin()) {
      var began = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      var id = BackupId.fresh(source.database(), began);
      var server = dump.server();
      try (var writer = store.open(id, packing.ending(), server.databaseBytes())) {
        say("Writing backup " + id + ", and counting what is in it meanwhile");
        var sequences = dump.sequences(); // before pg_dump can read them
        counting.begin(dump, clock);
        var archive = stream(dump, writer, counting);
        var written = clock.instant();
        var counted = counting.await();
        var contents = counted.contents().withSequences(sequences, dump.sequences());
        context.cancellation().check();
        say("Counted %,d rows in %,d tables".formatted(contents.rows(), contents.tables().size()));
        var reading = clock.instant();
        say("Wrote " + new ByteSize(archive.stored().bytes()) + "; reading it back whole");
        ArchiveCheck.read(
            writer.readBack(),
            packing,
            archive,
            plain -> {
              if (level.compareTo(ProofLevel.PARSED) >= 0) {
                parser.parse(server, plain);
              }
            });
        var read = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        context.cancellation().check();
        var manifest =
            new Manifest(
                Manifest.FORMAT,
                id,
                kind,
                level,
                began,
                read,
                server,
                dump.schemas(),
                archive,
                contents,
                counted.schema(),
                origin(context.run()));
        var sha256 = writer.commit(manifest);
        say("Backup " + id + " is complete: " + level.words());
        return new Taken(
            manifest,
            sha256,
            store.archivePlace(manifest),
            store.manifestPlace(id),
            Duration.between(began, counted.at()),
            Duration.between(began, written),
            Duration.between(reading, read));
      }
    }
  }

  private Manifest.Archive stream(DumpSource.Dump dump, ArchiveWriter writer, Counting counting) {
    var encryption = packing.encryption();
    var stored = new MeasuringOutput(writer.stream());
    try {
      var sealed = encryption.encrypt(stored);
      // without encryption what is compressed is what is stored, and is measured once
      var compressed = sealed == stored ? stored : new MeasuringOutput(sealed);
      var plain = new MeasuringOutput(packing.codec().encode(compressed));
      try (var _ = DumpProgress.tell(context.log(), dump, plain, stored)) {
        dump.writeTo(counting.beside(plain));
      }
      plain.close(); // only now: closing says that the archive is whole
      var kept = stored.measured();
      return new Manifest.Archive(
          "pg_dump custom",
          packing.codec().label(),
          encryption.label(),
          encryption.recipients(),
          plain.measured(),
          compressed == stored ? kept : compressed.measured(),
          kept);
    } catch (IOException e) {
      throw new OutsideFailed(
          "dump-failed",
          "The archive could not be compressed: " + e.getMessage() + ".",
          "Nothing was changed and no backup was stored. Run the step again.",
          e);
    }
  }

  private void say(String line) {
    context.log().info(line);
  }

  /** Who and what runs this step, as manifests and proofs carry it. */
  public static Manifest.Origin origin(Run run) {
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
