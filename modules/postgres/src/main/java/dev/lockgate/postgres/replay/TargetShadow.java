package dev.lockgate.postgres.replay;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.diff.Rehearsal;
import dev.lockgate.core.drift.Reference;
import dev.lockgate.core.drift.Settlement;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.BaselineHistory;
import dev.lockgate.core.migration.ChangedMigration;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.ObjectChange;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.snapshot.Traits;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.hazard.HazardWatch;
import dev.lockgate.postgres.migrations.DownScripts;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.shadow.ShadowServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A shadow server on which the migrations of one target are replayed and rehearsed. */
public final class TargetShadow implements Reference, Rehearsal, Settlement, AutoCloseable {
  private final Original target;
  private final MigrationFolder folder;
  private final Optional<DatabaseUrl> shadowUrl;
  private final Scope scope;
  private final Cancellation cancellation;
  private DownScripts downs = DownScripts.NONE;
  private @Nullable ShadowServer server;
  private @Nullable Standing standing;
  private @Nullable SchemaSnapshot platform;
  private int databases;

  /**
   * A shadow for a target; the server starts when it is first needed.
   *
   * @param shadowUrl a throw-away server to use instead of ours
   */
  public TargetShadow(
      Database target,
      MigrationFolder folder,
      Optional<DatabaseUrl> shadowUrl,
      Cancellation cancellation) {
    this(target, folder, shadowUrl, Scope.ALL, cancellation);
  }

  /**
   * A shadow for a target; the server starts when it is first needed.
   *
   * @param shadowUrl a throw-away server to use instead of ours
   * @param scope what of the schema is compared
   */
  public TargetShadow(
      Database target,
      MigrationFolder folder,
      Optional<DatabaseUrl> shadowUrl,
      Scope scope,
      Cancellation cancellation) {
    this(new Original.Live(target, scope), folder, shadowUrl, scope, cancellation);
  }

  private TargetShadow(
      Original target,
      MigrationFolder folder,
      Optional<DatabaseUrl> shadowUrl,
      Scope scope,
      Cancellation cancellation) {
    this.target = target;
    this.folder = folder;
    this.shadowUrl = shadowUrl;
    this.scope = scope;
    this.cancellation = cancellation;
  }

  /** The same shadow, on which a rehearsal also goes down and up again. */
  public TargetShadow withDowns(DownScripts scripts) {
    downs = scripts;
    return this;
  }

  /** A shadow for a target that a snapshot remembers; the target itself is never asked. */
  public static TargetShadow of(
      StoredSchema target,
      MigrationFolder folder,
      Optional<DatabaseUrl> shadowUrl,
      Scope scope,
      Cancellation cancellation) {
    return new TargetShadow(new Original.Stored(target), folder, shadowUrl, scope, cancellation);
  }

  /** An empty database beside those of the target; it is gone with the others. */
  public Database empty() {
    var known = target.standing(folder);
    return server(known).create(name(), Traits.PLAIN);
  }

  @Override
  public Replayed replay(MigrationState state, Given given) {
    var twin = twin(state, given);
    var inexact = replay(state, twin);
    var snapshot = twin.snapshot(scope);
    var unproven = unproven(state, twin);
    var lacking = LackingExtension.objects(twin.made().lacking());
    return new Replayed(snapshot, inexact, unproven, lacking, twin.notes());
  }

  @Override
  public Settled settle(SchemaComparison drift) {
    var known = standing == null ? target.standing(folder) : standing;
    var proving = new Proving(() -> bare(known), platform(known), scope);
    var probe = bare(known);
    return new Settling(proving, probe.applier(probe.database())).settle(drift);
  }

  @Override
  public Rehearsed run(MigrationState state) {
    var first = rehearse(state, Given.BEFORE_THE_HISTORY);
    var given = first instanceof Ran ? Given.BEFORE_THE_HISTORY : Given.AS_IT_IS;
    var rehearsed = first instanceof Ran ? first : rehearse(state, given);
    return rehearsed instanceof Ran ran && state.onePiece() && state.pending().size() > 1
        ? inOnePiece(state, given, ran)
        : rehearsed;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }

  private Rehearsed rehearse(MigrationState state, Given given) {
    var history = BaselineHistory.of(state, folder.files()).map(b -> b.filled(state)).orElse(state);
    var twin = twin(state, given);
    List<AppliedMigration> inexact;
    try {
      inexact = replay(history, twin);
    } catch (Unsafe e) {
      return new NotReplayed(String.valueOf(e.getMessage()), twin.notes());
    }
    var before = twin.snapshot(scope);
    var runs = new RehearsedFile();
    var watch = new HazardWatch();
    try {
      Migrations.of(folder.only(isKnown(history)), twin.database()).rehearse(runs, watch);
    } catch (StepFailure e) {
      cancellation.check();
      return runs.failed(e, twin.notes(), watch.observed());
    }
    var after = twin.snapshot(scope);
    var observed = watch.observed();
    return new Ran(
        before,
        after,
        inexact,
        twin.notes(),
        observed,
        downs
            .of(state.pending())
            .map(scripts -> {
              var migrations = Migrations.of(folder.only(isKnown(history)), twin.database());
              return new DownAndUp(
                      twin.database(),
                      () -> twin.snapshot(scope),
                      () -> migrations.migrate(_ -> {}))
                  .go(scripts, migrations.state(), state.pending(), before, after);
            }));
  }

  /** What runs file by file may still be refused in the one transaction that a deploy uses. */
  private Rehearsed inOnePiece(MigrationState state, Given given, Ran ran) {
    var history = BaselineHistory.of(state, folder.files()).map(b -> b.filled(state)).orElse(state);
    var twin = twin(state, given);
    var runs = new RehearsedFile();
    try {
      replay(history, twin);
      Migrations.of(folder.only(isKnown(history)), twin.database()).migrate(runs);
      return ran;
    } catch (StepFailure e) {
      cancellation.check();
      return runs.failed(e, ran.notes(), ran.observed());
    }
  }

  private Twin twin(MigrationState state, Given given) {
    standing = target.standing(state);
    return Twin.of(server(standing), name(), standing, given, folder).with(platform(standing));
  }

  private Twin bare(Standing known) {
    return Twin.bare(server(known), name(), known);
  }

  private String name() {
    return "lockgate_" + ++databases;
  }

  private ShadowServer server(Standing known) {
    if (server == null) {
      server = target.server(shadowUrl, known, cancellation);
    }
    return server;
  }

  private SchemaSnapshot platform(Standing known) {
    if (platform == null) {
      platform = target.platform(known.profile());
    }
    return platform;
  }

  /** A file that was changed since is replayed as it is now, and named. */
  private List<AppliedMigration> replay(MigrationState state, Twin twin) {
    var inexact = new ArrayList<AppliedMigration>();
    try {
      inexact.addAll(
          Migrations.of(folder, twin.database())
              .replay(state.withChanged(List.of()), twin.database()));
    } catch (Unsafe e) {
      throw LackingExtension.explain(e, twin.made());
    }
    state.changed().stream().map(ChangedMigration::applied).forEach(inexact::add);
    return inexact;
  }

  /**
   * A repeatable file with a new text: the old one is not known, so what the file makes cannot be
   * compared. Which objects that are is seen by running it.
   */
  private Set<ObjectId> unproven(MigrationState state, Twin twin) {
    var scripts = scripts(state);
    Predicate<MigrationFile> renewed =
        file -> file.kind() == MigrationFile.Kind.REPEATABLE && scripts.contains(file.script());
    if (state.pending().stream().noneMatch(renewed)) {
      return Set.of();
    }
    var before = twin.snapshot(scope);
    try {
      Migrations.of(folder.only(file -> scripts.contains(file.script())), twin.database())
          .migrate(_ -> {});
    } catch (StepFailure _) {
      cancellation.check();
      // it may need a file that is pending, too; what it made before it failed was rolled back
      return Set.of();
    }
    return SchemaComparison.of(before, twin.snapshot(scope)).changes().stream()
        .map(ObjectChange::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Predicate<MigrationFile> isKnown(MigrationState state) {
    var scripts = scripts(state);
    return file -> scripts.contains(file.script()) || state.pending().contains(file);
  }

  private static Set<String> scripts(MigrationState state) {
    return state.applied().stream().map(AppliedMigration::script).collect(Collectors.toSet());
  }
}
