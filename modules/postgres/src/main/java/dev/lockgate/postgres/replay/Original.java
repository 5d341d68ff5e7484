package dev.lockgate.postgres.replay;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.snapshot.Profile;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.shadow.ShadowServer;
import java.util.List;
import java.util.Optional;

/** The database that a shadow stands for: it can be asked, or a snapshot remembers it. */
sealed interface Original {
  /** What stands around its migrations. */
  Standing standing(MigrationState state);

  /** The same, when nobody has read its history. */
  Standing standing(MigrationFolder folder);

  /** What its platform brings. */
  SchemaSnapshot platform(Profile profile);

  /** A server for its shadows; one that the user named is never the original's own. */
  ShadowServer server(Optional<DatabaseUrl> shadowUrl, Standing standing, Cancellation stop);

  /** A database that answers. */
  record Live(Database database, Scope scope) implements Original {
    @Override
    public Standing standing(MigrationState state) {
      return database.read(session -> StandingQuery.read(session, state, scope.profile()));
    }

    @Override
    public Standing standing(MigrationFolder folder) {
      return standing(Migrations.of(folder, database).state());
    }

    @Override
    public SchemaSnapshot platform(Profile profile) {
      return profile == Profile.PLAIN
          ? SchemaSnapshot.of(List.of())
          : Scope.platform(database.read(LiveDatabase::read), profile);
    }

    @Override
    public ShadowServer server(Optional<DatabaseUrl> url, Standing standing, Cancellation stop) {
      return url.map(given -> ShadowServer.connectTo(given, database, stop))
          .orElseGet(() -> ShadowServer.start(database.major(), standing.superuser(), stop));
    }
  }

  /** A database that nobody asks. */
  record Stored(StoredSchema schema) implements Original {
    @Override
    public Standing standing(MigrationState state) {
      return schema.standing();
    }

    @Override
    public Standing standing(MigrationFolder folder) {
      return schema.standing();
    }

    @Override
    public SchemaSnapshot platform(Profile profile) {
      return schema.platform();
    }

    @Override
    public ShadowServer server(Optional<DatabaseUrl> url, Standing standing, Cancellation stop) {
      return url.map(given -> ShadowServer.connectTo(given, stop))
          .orElseGet(() -> ShadowServer.start(major(standing), standing.superuser(), stop));
    }

    private static Major major(Standing standing) {
      return Major.ofServer(standing.major() * 10_000)
          .orElseThrow(() ->
              new Unsafe(
                  "server-too-new",
                  "The schema snapshot is of a PostgreSQL " + standing.server() + ".",
                  "Nothing was changed. Use a release of Lockgate that knows this major."));
    }
  }
}
