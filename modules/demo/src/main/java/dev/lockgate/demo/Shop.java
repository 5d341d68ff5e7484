package dev.lockgate.demo;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.shadow.ShadowServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** The application of the demo: a shop on a PostgreSQL server of its own. */
final class Shop implements AutoCloseable {
  private static final List<String> FIRST =
      List.of(
          "V1__customers_and_catalogue.sql",
          "V2__orders.sql",
          "V3__payments.sql",
          "V4__subscriptions.sql",
          "V5__stock.sql",
          "V6__tickets.sql",
          "R__reporting.sql");
  private static final List<String> NEXT = List.of("V7__loyalty.sql", "V8__order_search.sql");

  private final ShadowServer server;
  private final Path migrations;

  private Shop(ShadowServer server, Path migrations) {
    this.server = server;
    this.migrations = migrations;
  }

  /** A shop that has been in business for a while: six versions, a few hundred thousand rows. */
  static Shop open(Path workspace) {
    var server = ShadowServer.start(Major.V17, new Cancellation());
    var shop = new Shop(server, workspace.resolve("db/migration"));
    server
        .administrator()
        .run(session -> session.createStatement().execute("create database shop"));
    shop.add("migration", FIRST);
    Migrations.of(MigrationFolder.open(workspace, "db/migration"), shop.database())
        .migrate(_ -> {});
    shop.execute(resource("shop/seed.sql"));
    return shop;
  }

  /** The next version's files arrive in the repository. */
  void mergeNextVersion() {
    add("next", NEXT);
  }

  /** What a step is given as {@code database-url}. */
  String url() {
    var url = server.administrator().url();
    var folder = url.socketFolder().orElseThrow();
    return "postgresql://%s@/shop?host=%s&port=%d".formatted(url.user(), folder, url.port());
  }

  /** Runs SQL as somebody with a console would. */
  void execute(String sql) {
    database()
        .run(session -> {
          try (var statement = session.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  /** Every table's rows, counted and hashed, so that equal means equal. */
  Contents contents() {
    return database()
        .read(session -> {
          var tables = new TreeMap<String, Contents.Table>();
          try (var statement = session.createStatement()) {
            var names =
                statement.executeQuery(
                    """
                    select format('%I.%I', schemaname, tablename) from pg_tables
                    where schemaname = 'public' and tablename <> 'flyway_schema_history'
                    """);
            while (names.next()) {
              tables.put(names.getString(1), new Contents.Table(0, ""));
            }
            for (var entry : tables.entrySet()) {
              var row =
                  statement.executeQuery(
                      "select count(*), sum(hashtextextended(t::text, 0))::text from only "
                          + entry.getKey()
                          + " t");
              row.next();
              entry.setValue(
                  new Contents.Table(
                      row.getLong(1), Objects.requireNonNullElse(row.getString(2), "")));
            }
          }
          return new Contents(tables);
        });
  }

  @Override
  public void close() {
    server.close();
  }

  private Database database() {
    return server.administrator().sibling("shop");
  }

  private void add(String from, List<String> files) {
    try {
      Files.createDirectories(migrations);
      for (var file : files) {
        Files.writeString(migrations.resolve(file), resource("shop/" + from + "/" + file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + migrations, e);
    }
  }

  private static String resource(String name) {
    try (var in = Objects.requireNonNull(Shop.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
