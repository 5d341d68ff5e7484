package dev.lockgate.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.clients.store.FolderStore;
import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Encryption;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Packing;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.backup.DatabaseDump;
import dev.lockgate.postgres.backup.PgArchiveParser;
import dev.lockgate.testkit.CutAfterProxy;
import dev.lockgate.testkit.CutAfterProxy.Way;
import dev.lockgate.testkit.OwnServer;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A database that is backed up while things go wrong, and what must hold afterwards. */
final class FaultyBackup {
  private static final Duration LONG = Duration.ofMinutes(5);

  final String database;
  final Cancellation cancellation = new Cancellation();
  final BackupStore store;
  private final PostgresServer server;
  private final Path workspace;

  /** Some megabytes of rows, and a backup of them that must stay. */
  FaultyBackup(PostgresServer server, Path workspace) {
    this.server = server;
    this.workspace = workspace;
    this.store = new FolderStore(workspace.resolve("backups"), workspace);
    this.database = server.freshDatabase();
    server.execute(
        database,
        "create table t as select i as id, repeat(md5(i::text), 3) as text from generate_series(1,"
            + " 40000) i");
    take(Accident.none());
  }

  /** How many bytes its archive has. */
  long size() {
    return store.manifest(store.list().getFirst()).archive().plain().bytes();
  }

  Backup.Taken take(Accident accident) {
    return take(accident, server.url(database), store);
  }

  Backup.Taken take(Accident accident, String url, BackupStore to) {
    var run = new Run("backup", "ada", "acme/shop", "", "", "", "", "", 1);
    var context = new StepContext(run, workspace, workspace, Log.SILENT, cancellation);
    var source =
        Database.of(DatabaseUrl.parse(url), Database.Session.DEFAULT, Tls.DEFAULT, context);
    return new Backup(
            new DatabaseDump(source, Duration.ofSeconds(30), LONG),
            new Packing(accident, Encryption.NONE),
            new PgArchiveParser(LONG, cancellation),
            to,
            Clock.systemUTC(),
            context)
        .take(Manifest.Kind.ROUTINE);
  }

  /** The accident ends the backup: nothing of it is left, and what was there stays. */
  StepFailure fails(Accident accident, String url) {
    var before = files();
    var failure = catchThrowableOfType(StepFailure.class, () -> take(accident, url, store));
    assertThat(failure).as("a failure").isNotNull();
    assertThat(files()).as("%s", failure).isEqualTo(before);
    return failure;
  }

  void isEndedByTheDeathOfPgDump(long at) {
    var accident = new Accident(at, Accident::killDump);

    var failure = fails(accident, server.url(database));

    assertThat(accident.happened()).isTrue();
    assertThat(failure.code()).isEqualTo("dump-failed");
    assertThat(failure).hasMessageContaining("137");
    assertThat(failure.remedy()).startsWith("Nothing was changed and no backup was made");
  }

  /** How many bytes a server sends for a backup. */
  long sent() {
    try (var proxy = new CutAfterProxy(server.port(), Way.TO_THE_CLIENT, Long.MAX_VALUE)) {
      take(Accident.none(), through(proxy), store);
      return proxy.passed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Cuts every line once so many bytes came from the server.
   *
   * @return whether the backup was made nevertheless, which it is when nothing was left to be read
   */
  boolean survivesACut(long after) {
    var before = files();
    var known = store.list();
    try (var proxy = new CutAfterProxy(server.port(), Way.TO_THE_CLIENT, after)) {
      var failure =
          catchThrowableOfType(
              StepFailure.class, () -> take(Accident.none(), through(proxy), store));
      if (failure != null) {
        assertThat(files()).as("after %d: %s", after, failure).isEqualTo(before);
        assertThat(failure.remedy()).as("%s", failure).startsWith("Nothing was changed");
        return false;
      }
      assertThat(store.list()).hasSize(known.size() + 1).containsAll(known);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String through(CutAfterProxy proxy) {
    return server.url(database).replace(":" + server.port() + "/", ":" + proxy.port() + "/");
  }

  /** The server dies in the middle of the dump, and comes back. */
  void isEndedByTheDeathOf(OwnServer dying, long at) {
    server.execute(database, "checkpoint"); // test servers commit before they write
    var failure = fails(new Accident(at, dying::kill), server.url(database));
    dying.restart();
    assertThat(failure.code()).isIn("dump-failed", "session-ended", "connection-lost");
    assertThat(server.value(database, "select count(*) from t")).isEqualTo("40000");
  }

  private List<Path> files() {
    try (var files = Files.walk(workspace.resolve("backups"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
