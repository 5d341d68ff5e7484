package dev.lockgate.core.backup;

import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Report;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Tells people what a backup holds, how far it was proven and what to do next. */
public final class BackupReport {
  private static final int TABLES_SHOWN = 25;

  private BackupReport() {}

  /** The report of a backup that exists. */
  public static Report of(Backup.Taken taken) {
    var manifest = taken.manifest();
    var contents = manifest.contents();
    var archive = manifest.archive();
    var report =
        Report.builder()
            .fact("Database", manifest.id().database())
            .fact("Backup", manifest.id().toString())
            .fact("Proof level", manifest.level() + ": " + manifest.level().words())
            .fact("Snapshot taken", manifest.began().truncatedTo(ChronoUnit.SECONDS).toString())
            .fact("Tables", number(contents.tables().size()))
            .fact("Rows", number(contents.rows()))
            .fact("Stored", size(archive.stored()) + " (" + archive.compression() + ")")
            .fact("Before compression", size(archive.plain()))
            .fact("Dump", seconds(taken.dumping()) + rate(archive.plain(), taken.dumping()))
            .fact(
                "Count and read-back", seconds(taken.counting()) + ", " + seconds(taken.checking()))
            .fact("sha256", archive.stored().sha256())
            .fact("Server", "PostgreSQL " + manifest.server().version())
            .fact("pg_dump", "major " + manifest.server().client())
            .fact("Archive", taken.archivePlace())
            .fact("Manifest", taken.manifestPlace());
    if (!contents.tables().isEmpty()) {
      report.heading("Rows in the dump's own snapshot");
      tables(report, contents);
    }
    notes(report, contents);
    next(report, manifest.id());
    return outputs(report, taken)
        .build(
            "Backup of %s: %s rows in %s tables, %s, read back and parsed"
                .formatted(
                    manifest.id().database(),
                    number(contents.rows()),
                    number(contents.tables().size()),
                    new ByteSize(archive.stored().bytes())));
  }

  private static void tables(Report.Builder report, Contents contents) {
    var biggest =
        contents.tables().stream()
            .sorted(Comparator.comparingLong(Contents.TableRows::rows).reversed())
            .limit(TABLES_SHOWN)
            .map(t -> List.of(t.schema() + "." + t.name(), number(t.rows())))
            .toList();
    report.table(List.of("Table", "Rows"), biggest);
    var rest = contents.tables().size() - biggest.size();
    if (rest > 0) {
      report.text("%s smaller tables are in the manifest.".formatted(number(rest)));
    }
  }

  private static void notes(Report.Builder report, Contents contents) {
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
  }

  private static void next(Report.Builder report, BackupId id) {
    report.heading("What to do next");
    report.text(
        "This backup was read back and parsed, not restored: it counts as tested only after a"
            + " restore. A folder of a hosted runner is gone when the job ends: upload the archive"
            + " and its manifest in a later step of this job.");
    report.command("To restore it", "backup: " + id + "\nconfirm: RESTORE");
  }

  private static Report.Builder outputs(Report.Builder report, Backup.Taken taken) {
    var manifest = taken.manifest();
    return report
        .output("backup-id", manifest.id().toString())
        .output("backup-path", taken.archivePlace())
        .output("manifest-path", taken.manifestPlace())
        .output("sha256", manifest.archive().stored().sha256())
        .output("size-bytes", Long.toString(manifest.archive().stored().bytes()))
        .output("proof-level", manifest.level().label());
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
