package dev.lockgate.postgres.programs;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.TrustedRoots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a client program knows of the world: nothing of ours is inherited. The password lies in
 * a file that only we can read, in a private folder that {@link #close()} removes.
 *
 * @param folder the program's home and working folder
 */
record ChildEnvironment(Path folder, Map<String, String> variables) implements AutoCloseable {
  /** What libpq has no variable for: a dead line is noticed within a minute. */
  static final String KEEPALIVES =
      "keepalives=1 keepalives_idle=30 keepalives_interval=10 keepalives_count=3";

  private static final Map<String, String> PASSED_ON =
      Map.of(
          "channel_binding", "PGCHANNELBINDING",
          "channelBinding", "PGCHANNELBINDING",
          "options", "PGOPTIONS",
          "sslcert", "PGSSLCERT",
          "sslkey", "PGSSLKEY");

  /** For a program that does not connect. */
  static ChildEnvironment offline() {
    var folder = privateFolder();
    var variables = new LinkedHashMap<String, String>();
    variables.put("PATH", "/usr/bin:/bin");
    variables.put("LANG", "C.UTF-8");
    variables.put("TZ", "UTC");
    variables.put("HOME", folder.toString());
    variables.put("TMPDIR", folder.toString());
    return new ChildEnvironment(folder, variables);
  }

  /** For a program that connects to a database. */
  static ChildEnvironment connecting(Database database) {
    var environment = offline();
    try {
      environment.address(database);
      environment.password(database.url());
      return environment;
    } catch (RuntimeException e) {
      environment.close();
      throw e;
    }
  }

  private void address(Database database) {
    var url = database.url();
    var mode = database.tls().mode(url);
    variables.put("PGHOST", url.socketFolder().map(Path::toString).orElse(url.host()));
    variables.put("PGPORT", Integer.toString(url.port()));
    variables.put("PGDATABASE", url.database());
    variables.put("PGUSER", url.user());
    variables.put("PGAPPNAME", database.application());
    variables.put("PGSSLMODE", mode.word());
    variables.put("PGGSSENCMODE", "disable");
    long seconds = Math.max(2, database.session().connect().toSeconds());
    variables.put("PGCONNECT_TIMEOUT", Long.toString(seconds));
    if (mode.verifies()) {
      variables.put("PGSSLROOTCERT", TrustedRoots.file(database.tls(), url).toString());
    }
    PASSED_ON.forEach((parameter, variable) -> {
      var value = url.parameters().get(parameter);
      if (value != null) {
        variables.put(variable, value);
      }
    });
  }

  private void password(DatabaseUrl url) {
    if (url.password().isEmpty()) {
      return;
    }
    var file = folder.resolve("pgpass");
    var escaped = url.password().reveal().replace("\\", "\\\\").replace(":", "\\:");
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, "*:*:*:*:" + escaped + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    variables.put("PGPASSFILE", file.toString());
  }

  /** Keeps a list of an archive's entries for pg_restore; returns the option that names it. */
  String entries(List<String> lines) {
    var list = folder.resolve("entries");
    try {
      Files.write(list, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "--use-list=" + list;
  }

  private static Path privateFolder() {
    try {
      return Files.createTempDirectory(
          "lockgate-",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(folder)) {
      for (var file : List.copyOf(files.sorted(Comparator.reverseOrder()).toList())) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the private folder of a program", e);
    }
  }
}
