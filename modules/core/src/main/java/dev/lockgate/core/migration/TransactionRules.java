package dev.lockgate.core.migration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a statement's text says about transactions; nothing else is decided by text. */
public final class TransactionRules {
  private static final Pattern OUTSIDE =
      Pattern.compile(
          "(CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION)\\b.*"
              + "|ALTER SYSTEM\\b.*"
              + "|ALTER DATABASE .* SET TABLESPACE\\b.*"
              + "|CREATE( UNIQUE)? INDEX CONCURRENTLY\\b.*"
              + "|DROP INDEX CONCURRENTLY\\b.*"
              + "|REINDEX( \\( .*?\\))?( VERBOSE)? (SCHEMA|DATABASE|SYSTEM)\\b.*"
              + "|REINDEX\\b.*\\bCONCURRENTLY\\b.*"
              + "|ALTER TABLE .* DETACH PARTITION .*\\bCONCURRENTLY"
              + "|VACUUM\\b.*"
              + "|CLUSTER( VERBOSE)?"
              + "|DISCARD ALL");
  private static final Pattern CONTROL =
      Pattern.compile(
          "BEGIN\\b.*|START TRANSACTION\\b.*|COMMIT\\b.*|END\\b.*|ABORT\\b.*"
              + "|PREPARE TRANSACTION\\b.*|ROLLBACK( (WORK|TRANSACTION))?( AND .*)?"
              + "|ROLLBACK PREPARED\\b.*");
  private static final Pattern VALIDATION =
      Pattern.compile("ALTER TABLE .*\\bVALIDATE CONSTRAINT\\b[^,]*");
  private static final Pattern SETTING = Pattern.compile("(SET|RESET|SHOW)\\b.*");

  private TransactionRules() {}

  /** Whether PostgreSQL refuses the statement inside a transaction. */
  public static boolean needsNoTransaction(Statement statement) {
    return OUTSIDE.matcher(statement.words()).matches();
  }

  /** Whether the statement waits for others without holding up their reads and writes. */
  public static boolean isConcurrent(Statement statement) {
    return needsNoTransaction(statement) && statement.words().contains("CONCURRENTLY");
  }

  /** Whether the statement checks rows that are there, under a lock that lets others write. */
  public static boolean isValidation(Statement statement) {
    return VALIDATION.matcher(statement.words()).matches();
  }

  /** The first statement that begins or ends a transaction by itself; savepoints do not. */
  public static Optional<Statement> control(List<Statement> statements) {
    return statements.stream().filter(s -> CONTROL.matcher(s.words()).matches()).findFirst();
  }

  /**
   * In a file with a statement that needs no transaction, the first one that should have had one;
   * settings may stand beside.
   */
  public static Optional<Statement> mixed(List<Statement> statements) {
    if (statements.stream().noneMatch(TransactionRules::needsNoTransaction)) {
      return Optional.empty();
    }
    return statements.stream()
        .filter(s -> !needsNoTransaction(s) && !SETTING.matcher(s.words()).matches())
        .findFirst();
  }
}
