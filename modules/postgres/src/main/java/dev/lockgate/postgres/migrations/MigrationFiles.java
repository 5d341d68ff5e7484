package dev.lockgate.postgres.migrations;

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
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;

/** Reads the files of a folder one by one and refuses those that could not run as one piece. */
final class MigrationFiles {
  private static final Pattern NAME =
      Pattern.compile("(?:([VB])([0-9]+(?:[._][0-9]+)*)|(R))__(.+)\\.sql");
  private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("(?i)([vb][0-9]|r_).*\\.sql");
  private static final Pattern NOT_RUN = Pattern.compile("(?i).*\\.sql");

  private final String place;
  private final List<MigrationFile> files = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  MigrationFiles(String place) {
    this.place = place;
  }

  List<MigrationFile> files() {
    return files;
  }

  List<String> ignored() {
    return ignored;
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
    var named = NAME.matcher(name);
    if (named.matches()) {
      files.add(read(path, script, named.group(1), named.group(2), named.group(4)));
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
        transactional(path, script, SqlText.statements(sql)));
  }

  private boolean transactional(Path path, String script, List<Statement> statements) {
    var stated = statedByUser(path, script);
    boolean transactional =
        stated.orElseGet(() -> statements.stream().noneMatch(TransactionRules::needsNoTransaction));
    if (transactional) {
      TransactionRules.control(statements).ifPresent(s -> refuseControl(script, s));
    }
    if (stated.isEmpty()) {
      TransactionRules.mixed(statements).ifPresent(s -> refuseMixed(script, s));
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

  private void refuseControl(String script, Statement statement) {
    throw refuse(
        "transaction-control-in-migration",
        script + ":" + statement.line(),
        "has `" + firstLine(statement) + "`, and the file already runs inside a transaction",
        "Remove it: a commit inside the file would leave half of it behind when the rest fails."
            + " A file that must run without a transaction says so in `"
            + script.replaceAll(".*/", "")
            + ".conf`: `executeInTransaction=false`.");
  }

  private void refuseMixed(String script, Statement statement) {
    throw refuse(
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
