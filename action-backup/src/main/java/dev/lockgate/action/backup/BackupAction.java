package dev.lockgate.action.backup;

import dev.lockgate.clients.neon.NeonBranches;
import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.clients.store.AgeEncryption;
import dev.lockgate.clients.store.StoreAccess;
import dev.lockgate.clients.store.Stores;
import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.routine.RoutineBackup;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.verification.RestoreCheck;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.backup.DatabaseDump;
import dev.lockgate.postgres.backup.DumpOptions;
import dev.lockgate.postgres.backup.PgArchiveParser;
import dev.lockgate.postgres.backup.ReplicaCheck;
import dev.lockgate.postgres.backup.SchemaFilter;
import dev.lockgate.postgres.verification.EmbeddedSandboxes;
import dev.lockgate.runner.Inputs;
import dev.lockgate.runner.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a backup into a store, reads it back, writes its manifest last, and proves it. */
public final class BackupAction {
  /** A job of GitHub's own runners ends after six hours. */
  private static final Duration LONGEST = Duration.ofHours(6);

  private BackupAction() {}

  static void main() {
    System.exit(Step.onRunner("backup").announcing(SlackWebhook::new).run(BackupAction::backup));
  }

  /** Inputs, work, outcome. */
  public static Outcome backup(Inputs raw, StepContext context) {
    return backup(raw, context, System.getenv());
  }

  static Outcome backup(Inputs raw, StepContext context, Map<String, String> environment) {
    var inputs = BackupInputs.from(raw);
    var retention = inputs.retention();
    var access = StoreAccess.ofJob(inputs.githubToken()).keeping(retention.days().orElse(90));
    var store = Stores.open(inputs.store(), access, context);
    var primary = database(inputs, inputs.connection().url(), context);
    var source = inputs.replica().map(url -> database(inputs, url, context)).orElse(primary);
    var packing =
        new Packing(
            new ZstdCodec(inputs.compressionLevel()),
            AgeEncryption.of(inputs.encryptTo(), List.of()));
    var clock = Clock.systemUTC();
    var backup =
        new Backup(
            new DatabaseDump(source, options(inputs)),
            packing,
            new PgArchiveParser(LONGEST, context.cancellation()),
            store,
            clock,
            context);
    var check = new RestoreCheck(store, packing, clock, context);
    var sandboxes = new EmbeddedSandboxes(LONGEST, context.cancellation());
    return new RoutineBackup(backup, check, sandboxes, store, clock, context)
        .run(inputs.verify(), retention, before(inputs, primary, source, context, environment));
  }

  private static Database database(BackupInputs inputs, DatabaseUrl url, StepContext context) {
    var connection = inputs.connection();
    var session =
        new Database.Session(connection.connect(), connection.lock(), connection.statement());
    return Database.of(url, session, connection.tls(), context);
  }

  private static DumpOptions options(BackupInputs inputs) {
    return new DumpOptions(
        inputs.schemas(), inputs.contentHash().upTo(), inputs.lockWait(), LONGEST);
  }

  /** One more way back, which the provider holds; the backup is made also where it is refused. */
  private static Optional<Finding> snapshot(
      BackupInputs inputs, Database primary, StepContext context, Map<String, String> environment) {
    var asked = inputs.provider();
    if (!asked.wanted()) {
      return Optional.empty();
    }
    var host = primary.url().host();
    var neon = new NeonBranches(asked.key(), asked.project(), host, environment, Clock.systemUTC());
    try {
      var words = "Neon holds the branch " + neon.take("backup") + " for a week.";
      return Optional.of(Finding.of(Finding.Level.NOTICE, "provider-snapshot", words));
    } catch (OutsideFailed e) {
      context.cancellation().check();
      var words = e.getMessage() + " The backup was made without it.";
      return Optional.of(Finding.of(Finding.Level.WARNING, e.code(), words));
    }
  }

  /** What a reader should know before anything is dumped. */
  private static List<Finding> before(
      BackupInputs inputs,
      Database primary,
      Database source,
      StepContext context,
      Map<String, String> environment) {
    var findings = new ArrayList<Finding>();
    snapshot(inputs, primary, context, environment).ifPresent(findings::add);
    if (inputs.replica().isPresent()) {
      findings.addAll(ReplicaCheck.of(primary, source));
    }
    var across = source.read(session -> SchemaFilter.across(session, inputs.schemas()));
    if (!across.isEmpty()) {
      findings.add(
          Finding.of(
              Finding.Level.WARNING,
              "schemas-cut-apart",
              "The chosen schemas and the others need each other; a restore elsewhere will miss"
                  + " what is outside: "
                  + String.join("; ", across.subList(0, Math.min(20, across.size())))
                  + (across.size() > 20 ? "; and " + (across.size() - 20) + " more" : "")
                  + "."));
    }
    return findings;
  }
}
