package dev.lockgate.postgres.replay;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.diff.Rehearsal;
import dev.lockgate.core.diff.Target;
import dev.lockgate.core.hazard.Evidence.Weight;
import dev.lockgate.core.hazard.RowQuestion;
import dev.lockgate.core.hazard.RowQuestion.Answer;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.policy.BaseFiles;
import dev.lockgate.core.schema.SchemaSnapshot;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The target when no database is at hand: what the base branch's migrations lead to on an empty
 * server of ours. It needs no secret, so it serves the pull request of a fork as well.
 */
public final class BaseReplay implements Target, Rehearsal, AutoCloseable {
  private static final Major NEWEST =
      Arrays.stream(Major.values()).reduce((_, last) -> last).orElseThrow();

  private final MigrationFolder folder;
  private final DownScripts downs;
  private final BaseFolder base;
  private final Path scratch;
  private final Cancellation cancellation;
  private @Nullable ShadowServer server;
  private @Nullable MigrationFolder before;
  private @Nullable Database standing;

  /**
   * A replay; the server starts when it is first needed.
   *
   * @param folder the migrations of the checkout
   * @param files the base branch
   * @param scratch an empty folder, for the base branch's files
   */
  public BaseReplay(
      MigrationFolder folder,
      DownScripts downs,
      BaseFiles files,
      Path scratch,
      Cancellation cancellation) {
    this.folder = folder;
    this.downs = downs;
    this.base = new BaseFolder(files, folder);
    this.scratch = scratch;
    this.cancellation = cancellation;
  }

  @Override
  public Source source() {
    return Source.REPLAY;
  }

  @Override
  public String place() {
    return "the base branch's migrations on PostgreSQL " + NEWEST.number();
  }

  @Override
  public MigrationState state() {
    return Migrations.of(folder, standing()).stateOfAll();
  }

  @Override
  public Optional<String> schemaDigest() {
    return Optional.empty();
  }

  @Override
  public Map<String, Weight> weights() {
    return Map.of();
  }

  @Override
  public Answer ask(RowQuestion question) {
    return new RowQuestion.Unknown("no database was given");
  }

  @Override
  public Rehearsed run(MigrationState state) {
    var shadow = standing();
    var earlier = snapshot(shadow);
    var all = base.with(state.pending(), scratch);
    var runs = new RehearsedFile();
    var watch = new HazardWatch();
    try {
      Migrations.of(all, shadow).rehearse(runs, watch);
      var later = snapshot(shadow);
      var wayBack =
          downs
              .of(state.pending())
              .map(scripts ->
                  new DownAndUp(
                          shadow,
                          () -> snapshot(shadow),
                          () -> Migrations.of(all, shadow).migrate(Progress.SILENT))
                      .go(
                          scripts,
                          Migrations.of(all, shadow).state(),
                          state.pending(),
                          earlier,
                          later));
      if (state.onePiece() && state.pending().size() > 1) {
        Migrations.of(all, replayed("lockgate_together")).migrate(runs);
      }
      return new Ran(earlier, later, List.of(), notes(), watch.observed(), wayBack);
    } catch (StepFailure e) {
      cancellation.check();
      return runs.failed(e, notes(), watch.observed());
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }

  private static List<String> notes() {
    var notes = new ArrayList<String>();
    notes.add(
        "No database and no schema snapshot was given: sizes, rows, roles and drift of the target"
            + " are not known, and neither is its version of PostgreSQL.");
    return notes;
  }

  private Database standing() {
    if (standing == null) {
      standing = replayed("lockgate_base");
    }
    return standing;
  }

  private Database replayed(String name) {
    if (server == null) {
      server = ShadowServer.start(NEWEST, cancellation);
    }
    if (before == null) {
      before = base.readInto(scratch);
    }
    var database = server.create(name, Traits.PLAIN);
    try {
      Migrations.of(before, database).migrate(Progress.SILENT);
      return database;
    } catch (StepFailure e) {
      cancellation.check();
      throw new Unsafe(
          "replay-failed",
          "What the base branch holds does not run on an empty database: " + e.getMessage(),
          "Nothing was changed. The migrations may rely on something that was made by hand; give"
              + " `database-url` or `schema-snapshot` instead.",
          e);
    }
  }

  private SchemaSnapshot snapshot(Database database) {
    return database.read(session -> LiveDatabase.read(session, folder.config()));
  }
}
