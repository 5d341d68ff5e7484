package dev.lockgate.postgres.shadow;

import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Proves the containment before anything hostile runs: as the shadow's superuser, SQL tries what a
 * pull request might try, and each of it must be refused by the system.
 */
final class SelfTest {
  /** For both ways in which a shadow is not contained. */
  static final String REMEDY =
      "Nothing was changed and nothing hostile has run. Start the container as root with its usual"
          + " capabilities, as GitHub does, on a kernel with seccomp; or name a throw-away server"
          + " outside of it with `shadow-url`.";

  /** libpq of 16 and later says nothing at all where it could not even open a socket. */
  private static final Pattern NO_SOCKET =
      Pattern.compile("Operation not permitted|to the publisher: *$", Pattern.MULTILINE);

  private static final Pattern NO_CONNECTION = Pattern.compile("Operation not permitted");
  private static final Pattern NO_FILE = Pattern.compile("Permission denied|No such file");
  private static final Pattern NO_PROGRAM =
      Pattern.compile("Permission denied|No such file|exit code 12[67]");

  /**
   * One thing that must not work.
   *
   * @param what it would be, for the message
   * @param sql that would do it
   * @param refusal found in the error when it is the system that refused
   */
  record Attempt(String what, String sql, Pattern refusal) {}

  private SelfTest() {}

  /**
   * Tries everything that this containment promises to keep from a shadow.
   *
   * @throws Unsafe {@code shadow-not-contained}, naming all that worked
   */
  static void run(Database administrator, Containment containment) {
    var attempts = attempts(containment);
    var worked =
        administrator.run(session -> {
          var found = new ArrayList<String>();
          for (var attempt : attempts) {
            outcome(session, attempt).ifPresent(found::add);
          }
          return found;
        });
    if (!worked.isEmpty()) {
      throw new Unsafe(
          "shadow-not-contained",
          "The throw-away PostgreSQL server could do what SQL from a pull request must not be able"
              + " to do here: "
              + String.join("; ", worked)
              + ".",
          REMEDY);
    }
  }

  private static List<Attempt> attempts(Containment containment) {
    var attempts = new ArrayList<Attempt>();
    attempts.add(
        new Attempt(
            "open a network connection",
            "create subscription s connection 'host=127.0.0.1 port=1 user=x' publication p",
            NO_SOCKET));
    attempts.add(
        new Attempt(
            "connect to a local socket",
            "create subscription s connection 'host=/ port=1 user=x' publication p",
            NO_CONNECTION));
    if (containment.hidesFiles()) {
      for (var file : Surroundings.secretFiles()) {
        attempts.add(new Attempt("read " + file, "select pg_read_file('" + file + "')", NO_FILE));
      }
      for (var folder : Surroundings.secretFolders()) {
        attempts.add(new Attempt("list " + folder, "select pg_ls_dir('" + folder + "')", NO_FILE));
      }
    }
    if (containment.hidesFolders()) {
      for (var socket : Surroundings.sockets()) {
        attempts.add(
            new Attempt("see " + socket, "select pg_stat_file('" + socket + "')", NO_FILE));
      }
    }
    if (containment.hidesPrograms()) {
      attempts.add(
          new Attempt(
              "run a program", "copy (select 1 where false) to program 'exit 0'", NO_PROGRAM));
    }
    return attempts;
  }

  /** What worked, and how we know. */
  private static Optional<String> outcome(Connection session, Attempt attempt) {
    try (var statement = session.createStatement()) {
      statement.execute(attempt.sql());
      return Optional.of(attempt.what());
    } catch (SQLException e) {
      var message = String.valueOf(e.getMessage());
      return attempt.refusal().matcher(message).find()
          ? Optional.empty()
          : Optional.of(attempt.what() + " (" + message.lines().findFirst().orElse("") + ")");
    }
  }
}
