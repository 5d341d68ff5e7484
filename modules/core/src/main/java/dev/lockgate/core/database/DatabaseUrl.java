package dev.lockgate.core.database;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a database is and who connects to it, parsed from the libpq or the JDBC form.
 *
 * @param host name or address; empty with a socket folder
 * @param port TCP port, or the number in the socket's name
 * @param database name, percent-decoded
 * @param user role, percent-decoded
 * @param password percent-decoded; may be empty
 * @param parameters the query of the URL, percent-decoded, keys as given
 * @param socketFolder folder of the Unix socket, instead of a host
 */
public record DatabaseUrl(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    Map<String, String> parameters,
    Optional<Path> socketFolder) {
  public DatabaseUrl {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Parses {@code postgres://}, {@code postgresql://} or {@code jdbc:postgresql://}.
   *
   * @throws IllegalArgumentException when the text is not such a URL; the message says what was
   *     expected and never holds the text
   */
  public static DatabaseUrl parse(String text) {
    throw new UnsupportedOperationException("not written yet: " + text.length());
  }

  /** The same server, user and parameters, another database. */
  public DatabaseUrl withDatabase(String name) {
    return new DatabaseUrl(host, port, name, user, password, parameters, socketFolder);
  }

  /** Where it is, for people: host, port and database, never a secret. */
  public String place() {
    return socketFolder.map(Path::toString).orElse(host) + ":" + port + "/" + database;
  }

  @Override
  public String toString() {
    return place();
  }
}
