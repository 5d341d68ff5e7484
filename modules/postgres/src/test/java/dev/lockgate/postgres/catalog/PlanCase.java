package dev.lockgate.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.plan.Applier;
import dev.lockgate.core.schema.plan.SchemaPlan;
import dev.lockgate.core.schema.plan.SqlStatement;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Two schemas in a folder, {@code before.sql} and {@code after.sql}; a folder whose name ends in
 * {@code -since-18} is for that major and newer ones.
 */
record PlanCase(Path folder) {
  private static final Path ALL = Path.of("src/test/resources/dev/lockgate/postgres/catalog/plan");

  static List<PlanCase> all() throws IOException {
    try (var folders = Files.list(ALL)) {
      return folders.sorted().map(PlanCase::new).toList();
    }
  }

  boolean suits(Major major) {
    var parts = name().split("-since-", 2);
    return parts.length == 1 || major.number() >= Integer.parseInt(parts[1]);
  }

  /** Leads each side to the other, and returns both scripts. */
  String converge(Major major) throws IOException, SQLException {
    var server = PostgresServer.of(major);
    var before = load(server, "before.sql");
    var after = load(server, "after.sql");
    var old = read(server, before);
    var now = read(server, after);
    var forth = apply(server, before, old, now);
    var back = apply(server, after, now, old);
    return "-- before to after\n" + forth + "\n-- after to before\n" + back;
  }

  private String apply(
      PostgresServer server, String database, SchemaSnapshot from, SchemaSnapshot to)
      throws SQLException {
    var major = server.value(database, "select current_setting('server_version_num')::int / 10000");
    var plan = SchemaPlan.between(from, to, new Applier("postgres", Integer.parseInt(major)));
    assertThat(plan.unwritten()).as(name()).isEmpty();
    run(server, database, plan);
    var left = SchemaComparison.of(read(server, database), to).differences();
    assertThat(left).as("%s%n%s", name(), plan.script()).isEmpty();
    return plan.script();
  }

  private void run(PostgresServer server, String database, SchemaPlan plan) throws SQLException {
    try (var session = server.connect(database);
        var statement = session.createStatement()) {
      statement.execute("set check_function_bodies = off");
      for (var next : plan.statements()) {
        try {
          look(next, Footprint.of(session, next.text()));
        } catch (SQLException e) {
          throw new AssertionError(name() + ": " + next.text() + "\n" + plan.script(), e);
        }
      }
    }
  }

  /** What a reviewer is told must not be less than what happens. */
  private void look(SqlStatement told, Footprint seen) {
    assertThat(told.lock())
        .as("%s: lock of %s", name(), told.text())
        .isGreaterThanOrEqualTo(seen.lock());
    assertThat(told.rewrites() || !seen.rewrites())
        .as("%s: rewrites: %s", name(), told.text())
        .isTrue();
    assertThat(seen.refused() || isOfSuperusers(told))
        .as("%s: needs a superuser: %s", name(), told.text())
        .isEqualTo(told.needsSuperuser());
  }

  /** What superusers own, for whom the member of their role stands here. */
  private static boolean isOfSuperusers(SqlStatement told) {
    return switch (told.object().kind()) {
      case EVENT_TRIGGER -> told.text().matches("(?s)(ALTER|DROP) .*");
      case EXTENSION -> told.text().contains(" OWNER TO ");
      case SUBSCRIPTION -> told.needsSuperuser() && !told.text().startsWith("CREATE");
      default -> false;
    };
  }

  private String load(PostgresServer server, String file) throws IOException {
    var database = server.freshDatabase();
    server.script(database, Files.readString(folder.resolve(file)));
    return database;
  }

  private static SchemaSnapshot read(PostgresServer server, String database) throws SQLException {
    try (var session = server.connect(database)) {
      return CatalogReader.read(session, LeftOut.ours());
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  @Override
  public String toString() {
    return name();
  }
}
