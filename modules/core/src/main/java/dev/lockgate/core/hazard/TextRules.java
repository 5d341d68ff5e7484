package dev.lockgate.core.hazard;

import dev.lockgate.core.hazard.Evidence.Work;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.migration.Statement;
import dev.lockgate.core.migration.TransactionRules;
import dev.lockgate.core.report.Finding.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What only the text of a file shows, since PostgreSQL is not asked or cannot know. */
public final class TextRules {
  private static final Pattern TABLESPACE =
      Pattern.compile("ALTER (TABLE|INDEX|MATERIALIZED VIEW)\\b.* SET TABLESPACE\\b.*");

  private static final Pattern DOMAIN_CHECK =
      Pattern.compile(
          "ALTER DOMAIN .* ADD (CONSTRAINT\\b.*)?CHECK\\b(?!.* NOT VALID).*"
              + "|ALTER DOMAIN .* VALIDATE CONSTRAINT\\b.*");
  private static final Pattern DOMAIN_NOT_NULL =
      Pattern.compile("ALTER DOMAIN .* (SET|ADD( CONSTRAINT .*)?) NOT NULL");
  private static final Pattern NEW_DOMAIN = Pattern.compile("CREATE DOMAIN\\b.*");
  private static final Pattern DATABASE = Pattern.compile("DROP DATABASE\\b.*");

  private TextRules() {}

  /** The hazards of a file's text. */
  public static List<Hazard> of(MigrationFile file) {
    var statements = SqlText.statements(file.sql());
    var found = new ArrayList<Hazard>();
    TransactionRules.control(statements)
        .ifPresent(statement ->
            found.add(
                hazard(
                    HazardClass.TRANSACTION_CONTROL,
                    file,
                    statement,
                    "the file ends or begins a transaction by itself; a failure after that leaves half of it behind")));
    TransactionRules.mixed(statements)
        .flatMap(_ -> statements.stream().filter(TransactionRules::needsNoTransaction).findFirst())
        .ifPresent(statement ->
            found.add(
                hazard(
                    HazardClass.CONCURRENTLY_IN_TRANSACTION,
                    file,
                    statement,
                    "PostgreSQL refuses this inside a transaction, which the other statements of the file need")));
    statements.stream()
        .filter(statement -> TABLESPACE.matcher(statement.words()).matches())
        .forEach(statement ->
            found.add(
                hazard(
                    HazardClass.REWRITES_TABLE,
                    file,
                    statement,
                    "the table or index is copied when the target keeps it in another tablespace, which a shadow does not have")));
    domains(file, statements, found);
    statements.stream()
        .filter(statement -> DATABASE.matcher(statement.words()).matches())
        .forEach(statement ->
            found.add(
                hazard(
                    HazardClass.DROPS_DATABASE,
                    file,
                    statement,
                    "a database is removed with all that is in it")));
    return found;
  }

  /** PostgreSQL says nothing of the tables that it reads for a domain; a new one has none. */
  private static void domains(MigrationFile file, List<Statement> statements, List<Hazard> found) {
    if (statements.stream().anyMatch(one -> NEW_DOMAIN.matcher(one.words()).matches())) {
      return;
    }
    for (var statement : statements) {
      boolean check = DOMAIN_CHECK.matcher(statement.words()).matches();
      if (check || DOMAIN_NOT_NULL.matcher(statement.words()).matches()) {
        found.add(
            hazard(
                check ? HazardClass.SCANS_FOR_CHECK : HazardClass.SCANS_FOR_NOT_NULL,
                file,
                statement,
                "every row of every table with a column of this domain is read, while the table refuses writes"));
      }
    }
  }

  private static Hazard hazard(
      HazardClass kind, MigrationFile file, Statement statement, String message) {
    var text = statement.text().replaceAll("\\s+", " ");
    return new Hazard(
        kind,
        kind.level(),
        message,
        new Location(file.path(), statement.line()),
        new Evidence(text, "", "", Work.NONE, Optional.empty()),
        Optional.empty());
  }
}
