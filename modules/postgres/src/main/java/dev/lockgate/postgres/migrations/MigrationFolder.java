package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A folder of migrations, read once: what is checked is what runs.
 *
 * @param place where it is, relative to the repository
 * @param files every migration in it
 * @param ignored SQL files in it that are no migrations and never run, such as callbacks
 */
public record MigrationFolder(String place, List<MigrationFile> files, List<String> ignored) {
  private static final List<String> LAYOUT =
      List.of("migrations", "db/migration", "src/main/resources/db/migration");
  private static final String EXAMPLE = "a folder with files such as `V1__create_orders.sql`";

  public MigrationFolder {
    files = List.copyOf(files);
    ignored = List.copyOf(ignored);
  }

  /**
   * Reads a folder.
   *
   * @param workspace the repository; symbolic links do not lead out of it
   * @param input the folder as the workflow names it; empty finds it by layout
   * @throws BadInputs {@code migrations-folder-missing}, {@code migrations-not-regular}, {@code
   *     migration-name}, {@code migration-version-twice}, {@code migration-unreadable}, {@code
   *     mixed-migration}, {@code transaction-control-in-migration}
   */
  public static MigrationFolder open(Path workspace, String input) {
    var place = find(workspace, input);
    var reader = new MigrationFiles(place);
    try (var paths = Files.walk(workspace.resolve(place))) {
      paths.sorted().forEach(path -> reader.add(workspace.resolve(place), path));
    } catch (IOException e) {
      throw unreadable(place, e);
    }
    var folder = new MigrationFolder(place, reader.files(), reader.ignored());
    folder.refuseTwins();
    return folder;
  }

  private static String find(Path workspace, String input) {
    var looked = input.isEmpty() ? LAYOUT : List.of(input);
    for (var place : looked) {
      if (Files.isDirectory(workspace.resolve(place))) {
        refuseEscape(workspace, place);
        return place;
      }
    }
    var names = looked.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    throw new BadInputs(
        "migrations-folder-missing",
        new Problem(
            "migrations",
            "expected "
                + EXAMPLE
                + (input.isEmpty()
                    ? ", and the repository has none of " + names
                    : ", got " + names + ", which is no folder of the repository")),
        "Nothing was changed. Check the repository out before this step (`actions/checkout`), and"
            + " name the folder: `migrations: db/migration`.");
  }

  private static void refuseEscape(Path workspace, String place) {
    try {
      var inside = workspace.toRealPath();
      if (!Path.of(place).isAbsolute()
          && !workspace.resolve(place).toRealPath().startsWith(inside)) {
        throw new BadInputs(
            "migrations-not-regular",
            new Problem(
                "migrations", "expected a folder inside the repository, got `" + place + "`"),
            "Nothing was changed. Only files of the repository are run as migrations; move the"
                + " folder into it.");
      }
    } catch (IOException e) {
      throw unreadable(place, e);
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
                "`%s` and `%s` have the same version".formatted(twin.path(), file.path())));
      }
    }
    if (!problems.isEmpty()) {
      throw new BadInputs("migration-version-twice", problems);
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
