package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the folder of a repository's migrations, and whose names its files have. */
final class Layouts {
  private static final List<String> FLYWAY =
      List.of("migrations", "db/migration", "src/main/resources/db/migration");
  private static final String PRISMA = "prisma/migrations";
  private static final String SUPABASE = "supabase/migrations";
  private static final String EXAMPLE = "a folder with files such as `V1__create_orders.sql`";

  private static final Pattern FLYWAY_FILE = Pattern.compile("(?:.*/)?(?:[VB][0-9].*|R)__.+\\.sql");
  private static final Pattern PRISMA_FILE =
      Pattern.compile("[0-9]+_[^/]+/migration\\.sql|migration_lock\\.toml");
  private static final Pattern SUPABASE_FILE = Pattern.compile("[0-9]{8,}_[^/]+\\.sql");

  private final Path workspace;
  private final List<String> configured;

  /**
   * The layouts of a repository.
   *
   * @param configured folders that its own configuration names
   */
  Layouts(Path workspace, List<String> configured) {
    this.workspace = workspace;
    this.configured = configured;
  }

  /** A folder, relative to the repository, and its layout. */
  record Found(String place, Layout layout) {}

  Found find(String input, Layout wanted) {
    var places = input.isEmpty() ? places(wanted) : List.of(input);
    var folders =
        places.stream().filter(place -> Files.isDirectory(workspace.resolve(place))).toList();
    folders.forEach(this::refuseEscape);
    if (wanted != Layout.AUTO) {
      return folders.stream()
          .findFirst()
          .map(place -> new Found(place, wanted))
          .orElseThrow(() -> missing(input, places));
    }
    var found = folders.stream().flatMap(place -> layouts(place).stream()).toList();
    var kinds = found.stream().map(Found::layout).distinct().toList();
    if (kinds.size() > 1) {
      throw unclear(found);
    }
    if (!found.isEmpty()) {
      return found.getFirst();
    }
    Code.in(workspace, folders)
        .ifPresent(code -> {
          throw code.refusal();
        });
    return folders.stream()
        .findFirst()
        .map(place -> new Found(place, Layout.FLYWAY))
        .orElseThrow(() -> missing(input, places));
  }

  private List<String> places(Layout wanted) {
    var flyway = configured.isEmpty() ? FLYWAY : configured;
    return switch (wanted) {
      case FLYWAY -> flyway;
      case PRISMA -> List.of(PRISMA);
      case SUPABASE -> List.of(SUPABASE);
      case AUTO -> Stream.concat(flyway.stream(), Stream.of(PRISMA, SUPABASE)).distinct().toList();
    };
  }

  /** What a folder's files look like; more than one answer is possible. */
  private List<Found> layouts(String place) {
    var folder = workspace.resolve(place);
    try (var paths = Files.walk(folder)) {
      var names = paths.map(path -> folder.relativize(path).toString().replace('\\', '/')).toList();
      var found = new ArrayList<Found>();
      for (var layout : List.of(Layout.FLYWAY, Layout.PRISMA, Layout.SUPABASE)) {
        if (names.stream().anyMatch(pattern(layout).asMatchPredicate())) {
          found.add(new Found(place, layout));
        }
      }
      return found;
    } catch (IOException e) {
      throw MigrationFolder.unreadable(place, e);
    }
  }

  private static Pattern pattern(Layout layout) {
    return switch (layout) {
      case AUTO, FLYWAY -> FLYWAY_FILE;
      case PRISMA -> PRISMA_FILE;
      case SUPABASE -> SUPABASE_FILE;
    };
  }

  private static BadInputs unclear(List<Found> found) {
    var seen =
        found.stream()
            .map(one -> "`%s` (%s)".formatted(one.place(), word(one.layout())))
            .collect(Collectors.joining(", "));
    return new BadInputs(
        "layout-unclear",
        new Problem("layout", "expected one layout of migrations, and there are " + seen),
        "Nothing was changed. Say which one is deployed: `layout: "
            + word(found.getFirst().layout())
            + "` and `migrations: "
            + found.getFirst().place()
            + "`.");
  }

  private static BadInputs missing(String input, List<String> places) {
    var names = places.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    return new BadInputs(
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

  private void refuseEscape(String place) {
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
      throw MigrationFolder.unreadable(place, e);
    }
  }

  private static String word(Layout layout) {
    return layout.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Migrations that are programs: their own tool runs them. */
  private enum Code {
    ALEMBIC("Alembic", "alembic upgrade <from>:<to> --sql > migrations/V<n>__<name>.sql"),
    RAILS(
        "Rails",
        "bin/rails db:migrate` on a scratch database, and its `db/structure.sql` (set"
            + " `config.active_record.schema_format = :sql"),
    DJANGO("Django", "python manage.py sqlmigrate <app> <number> > migrations/V<n>__<name>.sql");

    private final String tool;
    private final String export;

    Code(String tool, String export) {
      this.tool = tool;
      this.export = export;
    }

    static Optional<Code> in(Path workspace, List<String> folders) {
      if (Files.exists(workspace.resolve("alembic.ini"))
          || folders.stream().anyMatch(f -> Files.exists(workspace.resolve(f).resolve("env.py")))) {
        return Optional.of(ALEMBIC);
      }
      if (Files.isDirectory(workspace.resolve("db/migrate"))
          || folders.stream().anyMatch(f -> holds(workspace.resolve(f), "[0-9]+_.*\\.rb"))) {
        return Optional.of(RAILS);
      }
      return Files.exists(workspace.resolve("manage.py"))
              || folders.stream().anyMatch(f -> holds(workspace.resolve(f), "[0-9]{4}_.*\\.py"))
          ? Optional.of(DJANGO)
          : Optional.empty();
    }

    private static boolean holds(Path folder, String name) {
      try (var files = Files.list(folder)) {
        return files.anyMatch(file -> String.valueOf(file.getFileName()).matches(name));
      } catch (IOException _) {
        return false;
      }
    }

    BadInputs refusal() {
      return new BadInputs(
          "layout-is-code",
          new Problem(
              "migrations",
              "the migrations of this repository are programs for %s, and there is no SQL to run"
                  .formatted(tool)),
          "Nothing was changed. %s stays the one that runs them. To see their hazards in `diff`,"
                  .formatted(tool)
              + " export the SQL: `"
              + export
              + "`; Lockgate then works on the exported files.");
    }
  }
}
