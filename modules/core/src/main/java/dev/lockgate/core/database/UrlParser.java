package dev.lockgate.core.database;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the two forms of a database URL. No message holds any part of the text. */
final class UrlParser {
  private static final String EXAMPLE = "`postgres://user:password@host:5432/database`";
  private static final int DEFAULT_PORT = 5432;

  private final boolean jdbc;
  private final String host;
  private final String port;
  private final String database;
  private final String user;
  private final String password;
  private final Map<String, String> query;

  private UrlParser(boolean jdbc, String rest) {
    this.jdbc = jdbc;
    int slashes = rest.startsWith("//") ? 2 : 0;
    int credentials = endOfCredentials(rest, slashes);
    int question = rest.indexOf('?', credentials);
    this.query = query(question < 0 ? "" : rest.substring(question + 1));

    var beforeQuery = question < 0 ? rest : rest.substring(0, question);
    var userAndPassword = rest.substring(slashes, Math.max(slashes, credentials - 1));
    int colon = userAndPassword.indexOf(':');
    this.user = take("user", colon < 0 ? userAndPassword : userAndPassword.substring(0, colon));
    this.password = take("password", colon < 0 ? "" : userAndPassword.substring(colon + 1));

    var place = beforeQuery.substring(Math.max(slashes, credentials));
    int slash = slashes == 0 ? -1 : place.indexOf('/');
    var authority = slashes == 0 ? "" : slash < 0 ? place : place.substring(0, slash);
    var path = slashes == 0 ? place : slash < 0 ? "" : place.substring(slash + 1);
    if (place.indexOf('@') >= 0) {
      throw wrong("an `@` or `/` inside user, password or database is written `%40` or `%2F`");
    }
    int portColon = portColon(authority);
    this.port = take("port", portColon < 0 ? "" : authority.substring(portColon + 1));
    this.host = take("host", portColon < 0 ? authority : authority.substring(0, portColon));
    this.database = take("dbname", path);
  }

  static DatabaseUrl parse(String text) {
    var url = text.strip();
    if (url.chars().anyMatch(c -> c < ' ')) {
      throw wrong("the URL holds a line break or another control character");
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return new UrlParser(true, url.substring("jdbc:postgresql:".length())).url();
    }
    for (var scheme : new String[] {"postgres:", "postgresql:"}) {
      if (url.startsWith(scheme + "//")) {
        return new UrlParser(false, url.substring(scheme.length())).url();
      }
    }
    throw notOurs(url);
  }

  private static IllegalArgumentException notOurs(String url) {
    if (url.isEmpty()) {
      return wrong("nothing was given");
    }
    if (url.startsWith("\"") || url.startsWith("'")) {
      return wrong("the URL is in quotes: remove them");
    }
    if (url.matches("(?s)\\w+\\s*=.*") && !url.contains("://")) {
      return wrong("libpq's keyword form (`host=… dbname=…`) is not read here");
    }
    return wrong(
        "the text does not begin with `postgres://`, `postgresql://` or `jdbc:postgresql://`");
  }

  private DatabaseUrl url() {
    if (host.contains(",") || port.contains(",")) {
      throw wrong(
          "the URL names several hosts; a step works on one server: name the primary alone");
    }
    if (user.isEmpty()) {
      throw wrong("the URL names no user");
    }
    var folder = host.startsWith("/") ? Optional.of(Path.of(host)) : Optional.<Path>empty();
    var name = host.startsWith("[") && host.endsWith("]") ? inBrackets() : host;
    if (name.isEmpty() && !jdbc) {
      throw wrong("the URL names no host");
    }
    tlsWords();
    return new DatabaseUrl(
        folder.isPresent() ? "" : name.isEmpty() ? "localhost" : name,
        portNumber(),
        database.isEmpty() ? user : database,
        user,
        password.isEmpty() ? Secret.NONE : new Secret(password),
        query,
        folder);
  }

  /** JDBC's {@code ssl=true} verifies; libpq accepts the same word and means {@code require}. */
  private void tlsWords() {
    var ssl = query.remove("ssl");
    if (ssl != null && !ssl.equalsIgnoreCase("false")) {
      query.putIfAbsent("sslmode", (jdbc ? TlsMode.VERIFY_FULL : TlsMode.REQUIRE).word());
    }
    var mode = query.get("sslmode");
    if (mode != null) {
      query.put("sslmode", checked(() -> TlsMode.parse(mode).word()));
    }
  }

  private String inBrackets() {
    return host.substring(1, host.length() - 1);
  }

  private int portNumber() {
    if (port.isEmpty()) {
      return DEFAULT_PORT;
    }
    try {
      int number = Integer.parseInt(port);
      if (number > 0 && number < 65_536) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below, without the text
    }
    throw wrong(
        "what stands where the port belongs is no number from 1 to 65535 (inside a user or a"
            + " password, `:` is written `%3A`, `/` `%2F`, `@` `%40`, `#` `%23`, `?` `%3F`)");
  }

  /** As libpq: the first at sign, when no slash comes before it, ends user and password. */
  private static int endOfCredentials(String rest, int from) {
    for (int i = from; i < rest.length() && rest.charAt(i) != '/'; i++) {
      if (rest.charAt(i) == '@') {
        return i + 1;
      }
    }
    return 0;
  }

  private static int portColon(String authority) {
    int bracket = authority.lastIndexOf(']');
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    if (colon >= 0 && authority.indexOf(':', colon + 1) >= 0 && !authority.contains(",")) {
      throw wrong("an IPv6 address is written in brackets, as in `[2001:db8::1]:5432`");
    }
    return colon;
  }

  private static Map<String, String> query(String text) {
    var parameters = new LinkedHashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        var value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.put(decoded(equals < 0 ? pair : pair.substring(0, equals)), decoded(value));
      }
    }
    return parameters;
  }

  /** As libpq: a parameter of the query wins over the same thing in front of it. */
  private String take(String parameter, String inFront) {
    var value = query.remove(parameter);
    return value != null ? value : decoded(inFront);
  }

  private static String decoded(String text) {
    return checked(() -> PercentText.decode(text));
  }

  private static <T> T checked(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "expected a URL such as " + EXAMPLE + "; " + what + " (not shown: it may hold a password)");
  }
}
