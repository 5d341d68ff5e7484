package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.plan.Plan;
import dev.lockgate.core.plan.Plan.PlannedFile;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A folder of migrations, read once: what is checked is what runs.
 *
 * @param place where it is, relative to the repository
 * @param layout how its files are named; never {@link Layout#AUTO}
 * @param config what the repository's own configuration of Flyway says
 * @param files every migration in it
 * @param callbacks those that may run
 * @param ignored SQL files in it that are no migrations and never run, such as callbacks
 * @param refused by script, why a file cannot run as one piece; thrown once it is pending
 */
public record MigrationFolder(
    String place,
    Layout layout,
    FlywayConfig config,
    List<MigrationFile> files,
    List<Callback> callbacks,
    List<String> ignored,
    Map<String, BadInputs> refused) {
  public MigrationFolder {
    files = List.copyOf(files);
    callbacks = List.copyOf(callbacks);
    ignored = List.copyOf(ignored);
    refused = Map.copyOf(refused);
  }

  /**
   * SQL that Flyway runs at an event of every migration, such as {@code afterMigrate.sql}.
   *
   * @param script relative to the folder
   * @param path relative to the repository
   * @param sql its whole text
   */
  public record Callback(String script, String path, String sql) {}

  /**
   * Reads a folder whose layout is seen by its files; no callback runs.
   *
   * @see #open(Path, String, Layout, List)
   */
  public static MigrationFolder open(Path workspace, String input) {
    return open(workspace, input, Layout.AUTO, List.of());
  }

  /**
   * Reads a folder.
   *
   * @param workspace the repository; symbolic links do not lead out of it
   * @param input the folder as the workflow names it; empty finds it by layout
   * @param layout how the files are named
   * @param callbacks files of the folder that may run as callbacks
   * @throws BadInputs {@code migrations-folder-missing}, {@code migrations-not-regular}, {@code
   *     migration-name}, {@code migration-version-twice}, {@code migration-unreadable}, {@code
   *     layout-unclear}, {@code layout-is-code}, {@code flyway-config}, {@code callback-missing}
   */
  public static MigrationFolder open(
      Path workspace, String input, Layout layout, List<String> callbacks) {
    var config = FlywayConfigReader.read(workspace);
    var found = new Layouts(workspace, config.locations()).find(input, layout);
    return read(
        workspace,
        found.place(),
        found.layout(),
        found.layout() == Layout.FLYWAY ? config : FlywayConfig.FOREIGN,
        callbacks);
  }

  /**
   * Reads the same folder of another tree: its layout and configuration are this one's, and so are
   * those of its callbacks that the other tree has.
   *
   * @see #open(Path, String, Layout, List)
   */
  public MigrationFolder in(Path tree) {
    var there =
        callbacks.stream()
            .map(Callback::script)
            .filter(script -> isRegular(tree.resolve(place).resolve(script)))
            .toList();
    return read(tree, place, layout, config, there);
  }

  private static MigrationFolder read(
      Path workspace, String place, Layout layout, FlywayConfig config, List<String> callbacks) {
    var reader = new MigrationFiles(place, layout, callbacks);
    try (var paths = Files.walk(workspace.resolve(place))) {
      paths.sorted().forEach(path -> reader.add(workspace.resolve(place), path));
    } catch (IOException e) {
      throw unreadable(place, e);
    }
    var folder = reader.folder(config);
    folder.refuseTwins();
    folder.refuseMissing(callbacks);
    return folder;
  }

  /** Its callbacks as a plan holds them. */
  public List<PlannedFile> plannedCallbacks() {
    return callbacks.stream()
        .map(one -> PlannedFile.of(Plan.Role.CALLBACK, one.path(), one.sql()))
        .toList();
  }

  /** The same folder with fewer migrations. */
  public MigrationFolder only(Predicate<MigrationFile> wanted) {
    return new MigrationFolder(
        place, layout, config, files.stream().filter(wanted).toList(), callbacks, ignored, refused);
  }

  /**
   * Makes sure that files which are about to run can run as one piece.
   *
   * @throws BadInputs {@code mixed-migration}, {@code transaction-control-in-migration}
   */
  void refuse(List<MigrationFile> pending) {
    for (var file : pending) {
      var why = refused.get(file.script());
      if (why != null) {
        throw why;
      }
    }
  }

  private void refuseTwins() {
    var seen = new TreeMap<String, MigrationFile>();
    var problems = new ArrayList<Problem>();
    for (var file : files) {
      var key =
          file.kind() == MigrationFile.Kind.REPEATABLE
              ? "R " + file.description()
              : file.kind() + " " + MigrationVersion.fromVersion(file.version()).toString();
      var twin = seen.putIfAbsent(key, file);
      if (twin != null) {
        problems.add(
            new Problem(
                "migrations",
                "`%s` and `%s` have the same %s"
                    .formatted(
                        twin.path(), file.path(), layout.isForeign() ? "timestamp" : "version")));
      }
    }
    if (!problems.isEmpty()) {
      throw new BadInputs("migration-version-twice", problems);
    }
  }

  private void refuseMissing(List<String> listed) {
    for (var script : listed) {
      if (callbacks.stream().noneMatch(callback -> callback.script().equals(script))) {
        throw new BadInputs(
            "callback-missing",
            new Problem(
                "migrations",
                "`%s/%s` is listed as a callback and is no file of the folder"
                    .formatted(place, script)),
            "Nothing was changed. Correct the list in the policy.");
      }
    }
  }

  static BadInputs unreadable(String path, IOException e) {
    var why =
        e instanceof CharacterCodingException
            ? "is not UTF-8 text"
            : "could not be read (" + e.getClass().getSimpleName() + ")";
    return new BadInputs(
        "migration-unreadable",
        new Problem("migrations", "`" + path + "` " + why),
        "Nothing was changed. Migrations are UTF-8 text files readable by the step.");
  }

  static boolean isRegular(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }
}
