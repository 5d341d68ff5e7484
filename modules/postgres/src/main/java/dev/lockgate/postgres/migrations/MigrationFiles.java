package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationFile.Kind;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.migration.Statement;
import dev.lockgate.core.migration.TransactionRules;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;

/** Reads the files of a folder one by one and tells which could not run as one piece. */
final class MigrationFiles {
  private static final Pattern NAME =
      Pattern.compile("(?:([VB])([0-9]+(?:[._][0-9]+)*)|(R))__(.+)\\.sql");
  private static final Pattern PRISMA = Pattern.compile("([0-9]+)_([^/]+)/migration\\.sql");
  private static final Pattern SUPABASE = Pattern.compile("([0-9]+)_([^/]+)\\.sql");
  private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("(?i)([vb][0-9]|r_).*\\.sql");
  private static final Pattern NOT_RUN = Pattern.compile("(?i).*\\.sql");

  private final String place;
  private final Layout layout;
  private final List<String> listed;
  private final List<MigrationFile> files = new ArrayList<>();
  private final List<MigrationFolder.Callback> callbacks = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();
  private final Map<String, BadInputs> refused = new TreeMap<>();

  /**
   * A reader of one folder.
   *
   * @param listed callbacks that may run
   */
  MigrationFiles(String place, Layout layout, List<String> listed) {
    this.place = place;
    this.layout = layout;
    this.listed = listed;
  }

  MigrationFolder folder(FlywayConfig config) {
    return new MigrationFolder(place, layout, config, files, callbacks, ignored, refused);
  }

  void add(Path folder, Path path) {
    var script = folder.relativize(path).toString().replace('\\', '/');
    var name = String.valueOf(path.getFileName());
    if (path.equals(folder) || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isSymbolicLink(path) || (!MigrationFolder.isRegular(path) && name.endsWith(".sql"))) {
      throw refuse(
          "migrations-not-regular",
          script,
          "is no regular file",
          "Only regular files inside the folder are run; replace the link by the file itself.");
    }
    switch (layout) {
      case AUTO, FLYWAY -> flyway(path, script, name);
      case PRISMA -> foreign(path, script, PRISMA.matcher(script));
      case SUPABASE -> foreign(path, script, SUPABASE.matcher(script));
    }
  }

  private void flyway(Path path, String script, String name) {
    var named = NAME.matcher(name);
    if (named.matches()) {
      files.add(read(path, script, named.group(1), named.group(2), named.group(4)));
    } else if (listed.contains(script)) {
      callbacks.add(new MigrationFolder.Callback(script, place + "/" + script, text(path, script)));
    } else if (LOOKS_LIKE_ONE.matcher(name).matches()) {
      throw refuse(
          "migration-name",
          script,
          "looks like a migration and would never run",
          "Name it as Flyway reads names: `V7__add_coupons.sql` (two underscores) or"
              + " `R__customer_overview.sql`.");
    } else if (NOT_RUN.matcher(name).matches()) {
      ignored.add(script);
    }
  }

  /** A file of another tool goes by the name that Flyway would give it; its path stays. */
  private void foreign(Path path, String script, Matcher named) {
    if (!named.matches()) {
      if (script.endsWith("/migration.sql")) {
        throw refuse(
            "migration-name",
            script,
            "looks like a migration and would never run",
            "Name its folder as Prisma does: `20260301120000_add_coupons`.");
      }
      if (NOT_RUN.matcher(script).matches()) {
        ignored.add(script);
      }
      return;
    }
    var sql = text(path, script);
    files.add(
        new MigrationFile(
            Kind.VERSIONED,
            MigrationVersion.fromVersion(named.group(1)).getVersion(),
            named.group(2).replace('_', ' '),
            "V" + named.group(1) + "__" + named.group(2) + ".sql",
            place + "/" + script,
            sql,
            transactional(
                script,
                "V" + named.group(1) + "__" + named.group(2) + ".sql",
                SqlText.statements(sql),
                Optional.empty())));
  }

  // the groups of a pattern: letter and version are absent for a repeatable file
  private MigrationFile read(
      Path path,
      String script,
      @org.jspecify.annotations.Nullable String letter,
      @org.jspecify.annotations.Nullable String version,
      String words) {
    var sql = text(path, script);
    var kind =
        letter == null ? Kind.REPEATABLE : letter.equals("V") ? Kind.VERSIONED : Kind.BASELINE;
    var number = version == null ? "" : MigrationVersion.fromVersion(version).getVersion();
    return new MigrationFile(
        kind,
        number,
        words.replace('_', ' '),
        script,
        place + "/" + script,
        sql,
        transactional(script, script, SqlText.statements(sql), statedByUser(path, script)));
  }

  /** What could not run as one piece is refused once it is pending: what was applied is applied. */
  private boolean transactional(
      String place, String script, List<Statement> statements, Optional<Boolean> stated) {
    boolean transactional =
        stated.orElseGet(() -> statements.stream().noneMatch(TransactionRules::needsNoTransaction));
    if (transactional) {
      TransactionRules.control(statements)
          .ifPresent(s -> refused.put(script, refuseControl(place, s)));
    }
    if (stated.isEmpty()) {
      TransactionRules.mixed(statements).ifPresent(s -> refused.put(script, refuseMixed(place, s)));
    }
    return transactional;
  }

  /** Flyway's own {@code <file>.conf} beside the file. */
  private Optional<Boolean> statedByUser(Path path, String script) {
    var conf = path.resolveSibling(path.getFileName() + ".conf");
    if (!MigrationFolder.isRegular(conf)) {
      return Optional.empty();
    }
    var properties = new Properties();
    try {
      properties.load(new StringReader(text(conf, script + ".conf")));
    } catch (IOException e) {
      throw MigrationFolder.unreadable(place + "/" + script + ".conf", e);
    }
    return Optional.ofNullable(properties.getProperty("executeInTransaction"))
        .map(String::strip)
        .map(Boolean::parseBoolean);
  }

  private String text(Path path, String script) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw MigrationFolder.unreadable(place + "/" + script, e);
    }
  }

  private BadInputs refuseControl(String script, Statement statement) {
    return refuse(
        "transaction-control-in-migration",
        script + ":" + statement.line(),
        "has `" + firstLine(statement) + "`, and the file already runs inside a transaction",
        "Remove it: a commit inside the file would leave half of it behind when the rest fails."
            + " A file that must run without a transaction says so in `"
            + script.replaceAll(".*/", "")
            + ".conf`: `executeInTransaction=false`.");
  }

  private BadInputs refuseMixed(String script, Statement statement) {
    return refuse(
        "mixed-migration",
        script + ":" + statement.line(),
        "has `"
            + firstLine(statement)
            + "` beside a statement that PostgreSQL refuses inside a transaction",
        "Give the statement that needs no transaction (such as `create index concurrently`) a file"
            + " of its own; then the rest still runs in one piece.");
  }

  private BadInputs refuse(String code, String where, String what, String todo) {
    return new BadInputs(
        code,
        new Problem("migrations", "`" + place + "/" + where + "` " + what),
        "Nothing was changed. " + todo);
  }

  private static String firstLine(Statement statement) {
    var line = statement.text().lines().findFirst().orElse("");
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }
}
