package dev.lockgate.postgres.replay;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.diff.Rehearsal;
import dev.lockgate.core.drift.Reference;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.BaselineHistory;
import dev.lockgate.core.migration.ChangedMigration;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.ObjectChange;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.hazard.HazardWatch;
import dev.lockgate.postgres.migrations.DownScripts;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.shadow.ShadowServer;
import dev.lockgate.postgres.shadow.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A shadow server on which the migrations of one target are replayed and rehearsed. */
public final class TargetShadow implements Reference, Rehearsal, AutoCloseable {
  private final Database target;
  private final MigrationFolder folder;
  private final Optional<DatabaseUrl> shadowUrl;
  private final Cancellation cancellation;
  private DownScripts downs = DownScripts.NONE;
  private @Nullable ShadowServer server;
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
    this.target = target;
    this.folder = folder;
    this.shadowUrl = shadowUrl;
    this.cancellation = cancellation;
  }

  /** The same shadow, on which a rehearsal also goes down and up again. */
  public TargetShadow withDowns(DownScripts scripts) {
    downs = scripts;
    return this;
  }

  @Override
  public Replayed replay(MigrationState state, Given given) {
    var twin = twin(state, given);
    var inexact = replay(state, twin);
    var snapshot = twin.snapshot();
    var unproven = unproven(state, twin);
    return new Replayed(snapshot, inexact, unproven, twin.notes());
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
    var before = twin.snapshot();
    var runs = new RehearsedFile();
    var watch = new HazardWatch();
    try {
      Migrations.of(folder.only(isKnown(history)), twin.database()).rehearse(runs, watch);
    } catch (StepFailure e) {
      cancellation.check();
      return runs.failed(e, twin.notes(), watch.observed());
    }
    var after = twin.snapshot();
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
                      twin.database(), twin::snapshot, () -> migrations.migrate(_ -> {}))
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
    var traits = target.read(Traits::of);
    var surroundings = target.read(session -> Surroundings.of(session, state));
    return Twin.of(
        server(), "lockgate_" + ++databases, traits, surroundings, given, folder.files());
  }

  private ShadowServer server() {
    if (server == null) {
      server =
          shadowUrl
              .map(url -> ShadowServer.connectTo(url, target, cancellation))
              .orElseGet(() -> ShadowServer.start(target.major(), cancellation));
    }
    return server;
  }

  /** A file that was changed since is replayed as it is now, and named. */
  private List<AppliedMigration> replay(MigrationState state, Twin twin) {
    var inexact = new ArrayList<AppliedMigration>();
    inexact.addAll(
        Migrations.of(folder, twin.database())
            .replay(state.withChanged(List.of()), twin.database()));
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
    var before = twin.snapshot();
    try {
      Migrations.of(folder.only(file -> scripts.contains(file.script())), twin.database())
          .migrate(_ -> {});
    } catch (StepFailure _) {
      cancellation.check();
      // it may need a file that is pending, too; what it made before it failed was rolled back
      return Set.of();
    }
    return SchemaComparison.of(before, twin.snapshot()).changes().stream()
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
