package dev.lockgate.postgres.verification;

import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.snapshot.Traits;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.verification.RestoredDatabase;
import dev.lockgate.core.verification.Sandbox;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.Identifier;
import dev.lockgate.postgres.backup.PgArchiveParser;
import dev.lockgate.postgres.programs.PgRestore;
import dev.lockgate.postgres.shadow.ShadowServer;
import dev.lockgate.postgres.shadow.TraitsQuery;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server that is thrown away, with a database in which an archive is restored. */
public final class ShadowSandbox implements Sandbox {
  private static final String NAME = "lockgate_restored";

  /** What a role's creation says when it is there already. */
  private static final Set<String> THERE = Set.of("42710", "23505");

  private final ShadowServer server;
  private final String words;
  private final String attributes;
  private final Duration deadline;
  private @Nullable Database restored;

  /**
   * A sandbox on a server.
   *
   * @param server closed with the sandbox
   * @param words the server, for people
   * @param deadline how long loading may take
   */
  public ShadowSandbox(ShadowServer server, String words, Duration deadline) {
    this(server, words, "nologin", deadline);
  }

  private ShadowSandbox(ShadowServer server, String words, String attributes, Duration deadline) {
    this.server = server;
    this.words = words;
    this.attributes = attributes;
    this.deadline = deadline;
  }

  /** A sandbox in the server of a backup's major that is inside the image. */
  public static Sandbox embedded(Manifest manifest, Duration deadline, Cancellation cancellation) {
    var major = PgArchiveParser.major(manifest.server());
    return new ShadowSandbox(
        ShadowServer.start(major, cancellation),
        "a PostgreSQL " + major.number() + " inside the image",
        "nologin superuser", // else they could not own event triggers; the server is contained
        deadline);
  }

  @Override
  public String server() {
    return words;
  }

  @Override
  public Loaded load(Manifest manifest, InputStream plain) {
    var notes = new ArrayList<>(makeRoles(manifest));
    var wanted = traits(manifest.server());
    var name = server.create(NAME, wanted).url().database();
    var database = server.administrator().sibling(name);
    restored = database;
    var traits = database.read(TraitsQuery::read);
    wanted
        .differences(traits)
        .forEach(difference -> notes.add("In the restored database " + difference + "."));
    var major = database.major();
    var refused = restore(manifest, major).asFarAsPossible(database, plain);
    return new Loaded(
        refused.stream().map(each -> new Refused(each.object(), each.message())).toList(), notes);
  }

  private PgRestore restore(Manifest manifest, Major major) {
    return new PgRestore(major, manifest.server().client(), deadline);
  }

  private static Traits traits(Manifest.Server server) {
    return new Traits(
        Traits.PLAIN.owner(),
        server.encoding(),
        server.provider(),
        server.collate(),
        server.characterType(),
        Optional.of(server.locale()).filter(locale -> !locale.isEmpty()),
        Optional.empty());
  }

  /** Names to own things by; none of them can log in. */
  private List<String> makeRoles(Manifest manifest) {
    var contents = manifest.contents();
    var roles = new LinkedHashSet<>(contents.owners());
    roles.addAll(contents.grantees());
    return server
        .administrator()
        .run(session -> {
          var notes = new ArrayList<String>();
          for (var role : roles) {
            makeRole(session, role).ifPresent(notes::add);
          }
          return notes;
        });
  }

  private Optional<String> makeRole(Connection session, String role) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute("create role " + Identifier.quote(role) + " " + attributes);
    } catch (SQLException e) {
      if (!THERE.contains(e.getSQLState())) {
        return Optional.of("The role " + role + " could not be made: " + e.getMessage() + ".");
      }
    }
    return Optional.empty();
  }

  @Override
  public RestoredDatabase database() {
    if (restored == null) {
      throw new IllegalStateException("nothing was loaded yet");
    }
    return new RestoredSession(restored);
  }

  @Override
  public void close() {
    server.close();
  }
}
