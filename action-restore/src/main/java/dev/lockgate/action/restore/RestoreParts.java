package dev.lockgate.action.restore;

import dev.lockgate.clients.neon.NeonBranches;
import dev.lockgate.clients.store.AgeEncryption;
import dev.lockgate.clients.store.StoreAccess;
import dev.lockgate.clients.store.Stores;
import dev.lockgate.clients.store.ZstdCodec;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.DumpSource;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.gate.Approvals;
import dev.lockgate.core.provider.ProviderSnapshots;
import dev.lockgate.core.restore.Restore;
import dev.lockgate.core.restore.RestoreSource;
import dev.lockgate.core.restore.Selection;
import dev.lockgate.core.restore.SnapshotRestore;
import dev.lockgate.core.restore.SnapshotTarget;
import dev.lockgate.core.routine.Proving;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.verification.RestoreCheck;
import dev.lockgate.core.verification.Sandbox;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.audit.PostgresAudit;
import dev.lockgate.postgres.backup.PgArchiveParser;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.restore.ForeignFile;
import dev.lockgate.postgres.restore.Restamp;
import dev.lockgate.postgres.restore.ServerTarget;
import dev.lockgate.postgres.restore.SourceCheck;
import dev.lockgate.postgres.shadow.ShadowServer;
import dev.lockgate.postgres.verification.EmbeddedSandboxes;
import dev.lockgate.postgres.verification.ShadowSandbox;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The parts of a restore, chosen by its inputs. */
record RestoreParts(
    RestoreInputs inputs, Database live, BackupStore store, Packing packing, StepContext context) {
  /** A job of GitHub's own runners ends after six hours. */
  private static final Duration LONGEST = Duration.ofHours(6);

  private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

  static RestoreParts of(RestoreInputs inputs, Database live, StepContext context) {
    return new RestoreParts(
        inputs,
        live,
        Stores.open(inputs.store(), StoreAccess.ofJob(inputs.token()), context),
        new Packing(
            new ZstdCodec(ZstdCodec.USUAL),
            AgeEncryption.of(inputs.recipients(), inputs.identities())),
        context);
  }

  /** Who takes one more snapshot, when somebody does. */
  Optional<ProviderSnapshots> provider(Map<String, String> environment) {
    var asked = inputs.provider();
    return asked.wanted()
        ? Optional.of(
            new NeonBranches(
                asked.key(), asked.project(), live.url().host(), environment, Clock.systemUTC()))
        : Optional.empty();
  }

  Restore.Parts of(ServerTarget target, Approvals approvals, Optional<ProviderSnapshots> provider) {
    var recording = live.afterCancellation(); // what was done is written down, whoever cancels
    return new Restore.Parts(
        selection(),
        target,
        new SourceCheck(LONGEST, context.cancellation())::read,
        provider,
        this::safety,
        new PostgresAudit(recording),
        approvals,
        new Restamp(recording)::as);
  }

  SnapshotRestore.Parts ofSnapshot(
      SnapshotTarget target, Approvals approvals, ProviderSnapshots provider) {
    var audit = new PostgresAudit(live.afterCancellation());
    return new SnapshotRestore.Parts(provider, target, store, this::safety, audit, approvals);
  }

  ServerTarget target() {
    return new ServerTarget(
        live,
        inputs.maintenanceDatabase(),
        folder(),
        new ServerTarget.Limits(LOCK_WAIT, LONGEST),
        context);
  }

  Selection selection() {
    return new Selection(store, packing, this::file);
  }

  Sandbox sandbox(Manifest manifest) {
    return inputs
        .drill()
        .<Sandbox>map(url ->
            new ShadowSandbox(
                ShadowServer.connectTo(url, live, context.cancellation()),
                "the server of `drill-url`",
                LONGEST))
        .orElseGet(() -> ShadowSandbox.embedded(manifest, LONGEST, context.cancellation()));
  }

  private Restore.Saved safety(DumpSource source) {
    var clock = Clock.systemUTC();
    var parser = new PgArchiveParser(LONGEST, context.cancellation());
    var taken =
        new Backup(source, packing, parser, store, clock, context).take(Manifest.Kind.PRE_RESTORE);
    var proving =
        new Proving(
            new RestoreCheck(store, packing, clock, context),
            new EmbeddedSandboxes(LONGEST, context.cancellation()),
            context);
    return new Restore.Saved(taken, proving.prove(inputs.safetyVerify(), taken));
  }

  private RestoreSource file(String path) {
    var file = context.workspace().toAbsolutePath().resolve(path).normalize();
    return ForeignFile.open(file, path, LONGEST, context.cancellation());
  }

  /** Migrations nobody asked for may be missing. */
  private Optional<MigrationFolder> folder() {
    try {
      return Optional.of(MigrationFolder.open(context.workspace(), inputs.migrations()));
    } catch (BadInputs e) {
      if (inputs.needsMigrations() || !inputs.migrations().isEmpty()) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
