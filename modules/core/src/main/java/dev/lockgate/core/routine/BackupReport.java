package dev.lockgate.core.routine;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.ByteSize;
import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Measured;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells people what a backup holds, how far it was proven and what to do next. */
final class BackupReport {
  private static final int ROWS_SHOWN = 25;

  private BackupReport() {}

  /** The report of a backup that exists. */
  static Report of(RoutineBackup.Done done) {
    var report = Report.builder();
    facts(report, done);
    done.proof().ifPresent(proof -> proof(report, proof));
    var contents = done.taken().manifest().contents();
    if (!contents.tables().isEmpty()) {
      report.heading("Rows in the dump's own snapshot");
      tables(report, contents);
    }
    notes(report, done);
    retention(report, done);
    next(report, done);
    return outputs(report, done).build(title(done));
  }

  private static String title(RoutineBackup.Done done) {
    var manifest = done.taken().manifest();
    return "Backup of %s: %s rows in %s tables, %s, %s"
        .formatted(
            manifest.id().database(),
            number(manifest.contents().rows()),
            number(manifest.contents().tables().size()),
            new ByteSize(manifest.archive().stored().bytes()),
            words(done.level()));
  }

  private static String words(ProofLevel level) {
    return switch (level) {
      case WRITTEN -> "written";
      case CHECKSUMMED -> "read back";
      case PARSED -> "read back and parsed";
      case RESTORED -> "restored, with differences";
      case VERIFIED -> "restored and verified";
    };
  }

  private static void facts(Report.Builder report, RoutineBackup.Done done) {
    var taken = done.taken();
    var manifest = taken.manifest();
    var contents = manifest.contents();
    var archive = manifest.archive();
    report
        .fact("Database", manifest.id().database())
        .fact("Backup", manifest.id().toString())
        .fact("Proof level", done.level() + ": " + done.level().words())
        .fact("Snapshot taken", manifest.began().truncatedTo(ChronoUnit.SECONDS).toString())
        .fact(
            "Schemas", manifest.schemas().isEmpty() ? "all" : String.join(", ", manifest.schemas()))
        .fact("Tables", number(contents.tables().size()))
        .fact("Rows", number(contents.rows()))
        .fact("Stored", size(archive.stored()) + " (" + archive.compression() + ")")
        .fact("Before compression", size(archive.plain()))
        .fact("Encryption", encryption(archive))
        .fact("Dump", seconds(taken.dumping()) + rate(archive.plain(), taken.dumping()))
        .fact("Count, beside the dump", seconds(taken.counting()))
        .fact("Read-back", seconds(taken.checking()))
        .fact("sha256", archive.stored().sha256())
        .fact("Server", server(manifest.server()))
        .fact("pg_dump", "major " + manifest.server().client())
        .fact("Archive", taken.archivePlace())
        .fact("Manifest", taken.manifestPlace());
    if (!done.whyNotRestored().isEmpty()) {
      report.fact("Not restored", done.whyNotRestored());
    }
  }

  private static String server(Manifest.Server server) {
    return "PostgreSQL " + server.version() + (server.replica() ? ", a replica" : "");
  }

  private static String encryption(Manifest.Archive archive) {
    return archive.encrypted()
        ? "age, to " + String.join(", ", archive.recipients())
        : "none: whoever reads the store reads the data";
  }

  private static void proof(Report.Builder report, Proof proof) {
    report.heading("Restored into " + proof.server());
    report.table(
        List.of("Looked at", "Result", "Detail"),
        proof.checks().stream()
            .map(check -> List.of(check.name(), check.result().toString(), check.detail()))
            .toList());
    report.text("It took " + seconds(Duration.ofMillis(proof.millis())) + ".");
    proof.notes().forEach(report::text);
    if (proof.level() != ProofLevel.VERIFIED) {
      var failed =
          proof.checks().stream()
              .filter(check ->
                  check.result() == Proof.Result.FAILED
                      || (proof.level() == ProofLevel.PARSED
                          && check.result() == Proof.Result.NOT_POSSIBLE))
              .map(check -> check.name() + ": " + check.detail())
              .toList();
      report.finding(
          Finding.of(
              Finding.Level.WARNING,
              "backup-not-verified",
              "The backup reached the level %s, not verified. %s."
                  .formatted(proof.level(), String.join(". ", failed))));
    }
  }

  private static void tables(Report.Builder report, Contents contents) {
    var biggest =
        contents.tables().stream()
            .sorted(Comparator.comparingLong(Contents.TableRows::rows).reversed())
            .limit(ROWS_SHOWN)
            .map(t -> List.of(t.schema() + "." + t.name(), number(t.rows())))
            .toList();
    report.table(List.of("Table", "Rows"), biggest);
    var rest = contents.tables().size() - biggest.size();
    if (rest > 0) {
      report.text("%s smaller tables are in the manifest.".formatted(number(rest)));
    }
  }

  private static void notes(Report.Builder report, RoutineBackup.Done done) {
    var manifest = done.taken().manifest();
    var contents = manifest.contents();
    if (contents.largeObjects() > 0) {
      report.text("Large objects: " + number(contents.largeObjects()) + ".");
    }
    for (var table : contents.leftOut()) {
      report.finding(
          Finding.of(
              Finding.Level.WARNING,
              "rows-not-in-backup",
              "The rows of %s.%s are not in the backup: it is %s."
                  .formatted(table.schema(), table.name(), table.reason())));
    }
    if (!manifest.schema().steady()) {
      report.finding(
          Finding.of(
              Finding.Level.WARNING,
              "schema-moving",
              "The schema was changing while it was read; its digest in the manifest may be of half"
                  + " a change."));
    }
    done.findings().forEach(report::finding);
  }

  private static void retention(Report.Builder report, RoutineBackup.Done done) {
    var removal = done.removal();
    var plan = removal.plan();
    report.heading("Kept and removed");
    rows(report, "Kept", plan.kept());
    if (!plan.removed().isEmpty()) {
      rows(report, removal.refused().isEmpty() ? "Removed" : "To be removed", plan.removed());
    }
    if (!removal.swept().isEmpty()) {
      report.text("Swept what was never completed: " + String.join(", ", removal.swept()) + ".");
    }
    if (!removal.refused().isEmpty()) {
      report.finding(Finding.of(Finding.Level.WARNING, "retention-skipped", removal.refused()));
    }
  }

  private static void rows(Report.Builder report, String title, Map<BackupId, String> backups) {
    report.table(
        List.of(title, "Because"),
        backups.entrySet().stream()
            .limit(ROWS_SHOWN)
            .map(entry -> List.of(entry.getKey().toString(), entry.getValue()))
            .toList());
    if (backups.size() > ROWS_SHOWN) {
      report.text("And %s more.".formatted(number(backups.size() - ROWS_SHOWN)));
    }
  }

  private static void next(Report.Builder report, RoutineBackup.Done done) {
    report.heading("What to do next");
    if (done.level() != ProofLevel.VERIFIED) {
      report.text(
          "This backup was not proven by a restore that agrees with it: it counts as tested only"
              + " after one. Run a drill, or take it with `verify: restore`.");
    }
    if (done.taken().archivePlace().indexOf(':') < 0) {
      report.text(
          "A folder of a hosted runner is gone when the job ends: upload the archive and its"
              + " manifest in a later step of this job, or use another store.");
    }
    report.command(
        "To restore it", "backup: " + done.taken().manifest().id() + "\nconfirm: RESTORE");
  }

  private static Report.Builder outputs(Report.Builder report, RoutineBackup.Done done) {
    var manifest = done.taken().manifest();
    return report
        .output("backup-id", manifest.id().toString())
        .output("backup-path", path(done.taken().archivePlace()))
        .output("manifest-path", path(done.taken().manifestPlace()))
        .output("sha256", manifest.archive().stored().sha256())
        .output("size-bytes", Long.toString(manifest.archive().stored().bytes()))
        .output("proof-level", done.level().label())
        .output("removed-count", Integer.toString(done.removal().removed().size()));
  }

  /** A place without the name of its bucket, which somebody may have masked. */
  private static String path(String place) {
    return place.replaceFirst("^[a-z0-9]+:(//[^/]+/)?", "");
  }

  private static String size(Measured measured) {
    return new ByteSize(measured.bytes()) + " (" + number(measured.bytes()) + " bytes)";
  }

  private static String rate(Measured plain, Duration time) {
    var perSecond = plain.bytes() * 1000 / Math.max(1, time.toMillis());
    return ", " + new ByteSize(perSecond) + "/s before compression";
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
