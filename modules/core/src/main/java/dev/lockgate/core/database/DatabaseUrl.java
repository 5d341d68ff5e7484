package dev.lockgate.core.database;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a database is and who connects to it, parsed from the libpq or the JDBC form.
 *
 * @param host name or address (IPv6 without brackets); empty with a socket folder
 * @param port TCP port, or the number in the socket's name
 * @param database name, percent-decoded
 * @param user role, percent-decoded
 * @param password percent-decoded; may be empty
 * @param parameters the rest of the query of the URL, percent-decoded, keys as given
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
    return UrlParser.parse(text);
  }

  /**
   * Every form in which a password of this text could be printed, for the log mask: as written and
   * percent-decoded. Works on text that {@link #parse} refuses, too; never throws.
   */
  public static Set<String> secretsIn(String text) {
    return UrlSecrets.in(text);
  }

  /** The same server, user and parameters, another database. */
  public DatabaseUrl withDatabase(String name) {
    return new DatabaseUrl(host, port, name, user, password, parameters, socketFolder);
  }

  /** What the URL says about encryption; empty when it says nothing. */
  public Optional<TlsMode> tls() {
    return Optional.ofNullable(parameters.get("sslmode")).map(TlsMode::parse);
  }

  /** The schemas for unqualified names: Prisma's {@code schema}, JDBC's {@code currentSchema}. */
  public List<String> searchPath() {
    return Optional.ofNullable(parameters.get("schema"))
        .map(List::of)
        .orElseGet(() ->
            Arrays.stream(parameters.getOrDefault("currentSchema", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
  }

  /** The schema in which unqualified names are created; empty when the URL names none. */
  public Optional<String> schema() {
    return searchPath().stream().findFirst();
  }

  /** Where it is, for people: host, port and database, never a secret. */
  public String place() {
    var where = socketFolder.map(Path::toString).orElse(host.contains(":") ? bracketed() : host);
    return where + ":" + port + "/" + database;
  }

  private String bracketed() {
    return "[" + host + "]";
  }

  @Override
  public String toString() {
    return place();
  }
}
