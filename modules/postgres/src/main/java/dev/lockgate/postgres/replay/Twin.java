package dev.lockgate.postgres.replay;

import dev.lockgate.core.drift.Reference.Given;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.plan.Applier;
import dev.lockgate.core.schema.plan.SchemaPlan;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.snapshot.Thing;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.FlywayConfig;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.shadow.ShadowServer;
import java.util.List;

/**
 * A database on a shadow that stands for a target: it has what the target has around its
 * migrations, and they run on it as a role of the same name.
 *
 * @param standing what the target has around its migrations
 * @param administrator the same database for a superuser
 * @param database where migrations run, as the role that deploys
 * @param made what it has otherwise than the target
 * @param config where the history is
 */
record Twin(
    Standing standing,
    Database administrator,
    Database database,
    Making made,
    FlywayConfig config) {
  /** Makes one, empty but for what is given. */
  static Twin of(
      ShadowServer server, String name, Standing standing, Given given, MigrationFolder folder) {
    var things = new Surroundings(standing).given(given, folder.files());
    return of(server, name, standing, things, folder.config());
  }

  /** Makes one with nothing in it: roles and settings stand around it. */
  static Twin bare(ShadowServer server, String name, Standing standing) {
    return of(server, name, standing, new Surroundings(standing).outside(), FlywayConfig.NONE);
  }

  private static Twin of(
      ShadowServer server,
      String name,
      Standing standing,
      List<Thing> things,
      FlywayConfig config) {
    var created = server.create(name, standing.traits());
    var administrator = server.administrator().sibling(created.url().database());
    var made = administrator.run(session -> new Making(standing).make(session, things));
    boolean asAdministrator = standing.deployer().equals(server.administrator().url().user());
    return new Twin(
        standing, administrator, asAdministrator ? administrator : created, made, config);
  }

  /** Adds what the platform brings, as the target has it. */
  Twin with(SchemaSnapshot platform) {
    if (!platform.facts().isEmpty()) {
      var here = administrator.read(LiveDatabase::read);
      var plan = SchemaPlan.between(here, here.and(platform), applier(administrator));
      new Script(administrator).runAll(plan.statements());
    }
    return this;
  }

  /** Who runs statements as that user. */
  Applier applier(Database user) {
    var role =
        user.read(session -> {
          try (var statement = session.createStatement();
              var row = statement.executeQuery("select quote_ident(current_user)")) {
            row.next();
            return row.getString(1);
          }
        });
    return new Applier(role, standing.major());
  }

  /** What of its catalog is compared. */
  SchemaSnapshot snapshot(Scope scope) {
    var catalog = database.read(session -> LiveDatabase.read(session, config));
    return scope.of(catalog, standing.profile());
  }

  /** What it has otherwise than the target, a sentence each. */
  List<String> notes() {
    return made.notes();
  }
}
