package dev.lockgate.postgres.shadow;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.snapshot.Traits;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The server of {@code shadow-url}: the user's, only borrowed, as the role of that URL. */
final class BorrowedShadow implements ShadowServer {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NAME_LENGTH = 40;
  private static final Database.Session TIDY_UP =
      new Database.Session(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(3));

  private final Database administrator;
  private final Deque<String> created = new ArrayDeque<>();
  private Cancellation.@Nullable Registration registration;

  private BorrowedShadow(Database administrator) {
    this.administrator = administrator;
  }

  static ShadowServer of(DatabaseUrl url, Database target, Cancellation cancellation) {
    var administrator = new Database(url, Database.Session.DEFAULT, cancellation);
    if (identity(administrator) == identity(target)) {
      throw new Unsafe(
          "shadow-is-target",
          "`shadow-url` ("
              + url.place()
              + ") leads to the same server as the target ("
              + target.url().place()
              + "): both say the same system identifier. Migrations that nobody has approved would"
              + " run there.",
          "Nothing was changed. Let `shadow-url` name a server that may be thrown away, or leave it"
              + " out to use the one inside the image.");
    }
    return of(url, cancellation);
  }

  static ShadowServer of(DatabaseUrl url, Cancellation cancellation) {
    var administrator = new Database(url, Database.Session.DEFAULT, cancellation);
    var shadow = new BorrowedShadow(administrator);
    shadow.registration = cancellation.register(shadow::dropCreated);
    return shadow;
  }

  @Override
  public Database administrator() {
    return administrator;
  }

  @Override
  public synchronized Database create(String name, Traits like) {
    var prefix = "lockgate_" + name;
    var unique = prefix.substring(0, Math.min(prefix.length(), NAME_LENGTH)) + "_" + randomSuffix();
    created.push(unique);
    administrator.run(session -> {
      Creation.create(session, unique, "", like);
      return true;
    });
    return administrator.sibling(unique);
  }

  @Override
  public void close() {
    if (registration != null) {
      registration.close();
    }
    dropCreated();
  }

  /** Works after a cancellation, too, so it does not listen to it. */
  private synchronized void dropCreated() {
    var database = new Database(administrator.url(), TIDY_UP, new Cancellation());
    while (!created.isEmpty()) {
      var name = created.pop();
      try {
        database.run(session -> {
          try (var statement = session.createStatement()) {
            return statement.execute(
                "drop database if exists " + Creation.identifier(name) + " with (force)");
          }
        });
      } catch (StepFailure _) {
        // the server is one to be thrown away; the name says whose the database was
      }
    }
  }

  private static long identity(Database database) {
    return database.read(session -> {
      try (var statement = session.createStatement();
          var row = statement.executeQuery("select system_identifier from pg_control_system()")) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  private static String randomSuffix() {
    var bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
