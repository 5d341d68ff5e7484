package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import java.io.PrintWriter;
import java.sql.Connection;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/** Flyway as Lockgate uses it: our files, our sessions, nothing found by itself, silent. */
final class FlywaySetup {
  /** Held, so that its level stays: what Flyway would print, our report says. */
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  static {
    FLYWAY.setLevel(Level.OFF);
  }

  private FlywaySetup() {}

  /**
   * A Flyway over files of a folder and sessions.
   *
   * <p>The transactional lock is off, which makes Flyway use one session for everything: the row of
   * the history commits with the migration, and {@code create index concurrently} does not wait for
   * Flyway itself.
   */
  static FluentConfiguration over(
      MigrationFolder folder, List<MigrationFile> files, Supplier<Connection> sessions) {
    var config = folder.config();
    var configuration =
        Flyway.configure(FlywaySetup.class.getClassLoader())
            .dataSource(new Sessions(sessions))
            .resourceProvider(new FolderResources(files, folder.callbacks()))
            .javaMigrationClassProvider(List::of)
            .locations(new String[0])
            .skipDefaultCallbacks(folder.callbacks().isEmpty())
            .cleanDisabled(true)
            .createSchemas(config.createSchemas())
            .outOfOrder(config.outOfOrder())
            .table(config.table())
            .placeholderReplacement(config.replacement())
            .placeholderPrefix(config.prefix())
            .placeholderSuffix(config.suffix())
            .placeholders(config.placeholders())
            .baselineOnMigrate(false)
            .mixed(false)
            .connectRetries(0)
            .lockRetryCount(3);
    if (!config.schemas().isEmpty()) {
      configuration.schemas(config.schemas().toArray(String[]::new));
    }
    if (!config.historySchema().isEmpty()) {
      configuration.defaultSchema(config.historySchema());
    }
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration;
  }

  /** Our sessions, as Flyway asks for them. */
  private record Sessions(Supplier<Connection> sessions) implements DataSource {
    @Override
    public Connection getConnection() {
      return sessions.get();
    }

    @Override
    public Connection getConnection(String user, String password) {
      return sessions.get();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new UnsupportedOperationException(type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
