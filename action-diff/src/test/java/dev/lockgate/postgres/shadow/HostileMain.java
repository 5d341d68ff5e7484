package dev.lockgate.postgres.shadow;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.snapshot.Traits;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.programs.Rootfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Runs inside the image: starts a shadow as a step does, tries every {@link Attack} and {@code
 * hostile.so} on it, and prints one line for each: name, tab, {@code worked} or {@code refused},
 * tab, what the server said.
 */
final class HostileMain {
  /** What the step can read and the shadow must not. */
  static final List<String> GUARDED =
      List.of(
          "/github/workspace/.git/config",
          "/github/workflow/event.json",
          "/github/home",
          "/github/file_commands",
          "/github/runner_temp",
          "/proc/1/environ",
          "/var/run/docker.sock");

  private HostileMain() {}

  /** Takes the major's name, and whether Landlock may be used where the kernel has it. */
  static void main(String[] arguments) throws IOException {
    var rootfs = Rootfs.find();
    var here = Containment.here(rootfs);
    var containment =
        new Containment(rootfs, here.user(), here.landlock() && Boolean.parseBoolean(arguments[1]));
    print("containment", "is", containment.toString());
    for (var path : GUARDED) {
      print(path, Files.isReadable(Path.of(path)) ? "readable" : "hidden", "by the step itself");
    }
    try (var shadow =
        EmbeddedShadow.start(
            rootfs, containment, Major.valueOf(arguments[0]), new Cancellation())) {
      for (var attack : Attack.values()) {
        var database = shadow.create(attack.name().toLowerCase(Locale.ROOT), Traits.PLAIN);
        attack(
            attack, attack.role == Attack.Role.SUPERUSER ? superuser(shadow, database) : database);
      }
      machineCode(shadow.administrator());
    }
    print("shadow", "is", "closed");
  }

  private static Database superuser(ShadowServer shadow, Database database) {
    return shadow.administrator().sibling(database.url().database());
  }

  private static void attack(Attack attack, Database database) {
    try (var session = database.connect();
        var statement = session.createStatement()) {
      statement.execute("create table t (line text)");
      for (var sql : attack.statements) {
        statement.execute(sql);
      }
      print(attack.name(), "worked", "");
    } catch (SQLException e) {
      print(attack.name(), "refused", String.valueOf(e.getMessage()));
    }
  }

  private static void machineCode(Database administrator) throws IOException {
    var library = resource();
    var path = value(administrator, "select current_setting('data_directory')") + "/hostile.so";
    var bytes = HexFormat.of().formatHex(library);
    execute(
        administrator,
        List.of(
            "select lo_from_bytea(4242, '\\x" + bytes + "')",
            "select lo_export(4242, '" + path + "')"));
    try {
      execute(administrator, List.of("load '" + path + "'"));
    } catch (StepFailure e) {
      print("load", "refused", String.valueOf(e.getMessage()));
    }
    value(administrator, "select pg_read_file('hostile.out')")
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(line -> print(line[0], "answered", line[1]));
  }

  private static byte[] resource() throws IOException {
    try (var stream = HostileMain.class.getResourceAsStream("hostile.so")) {
      return Objects.requireNonNull(stream, "hostile.so").readAllBytes();
    }
  }

  private static void execute(Database database, List<String> statements) {
    database.run(session -> {
      try (var statement = session.createStatement()) {
        for (var sql : statements) {
          statement.execute(sql);
        }
        return true;
      }
    });
  }

  private static String value(Database database, String query) {
    return database.run(session -> {
      try (var statement = session.createStatement();
          var row = statement.executeQuery(query)) {
        row.next();
        var value = row.getString(1);
        if (value == null) {
          throw new SQLException("null from " + query);
        }
        return value;
      }
    });
  }

  private static void print(String name, String outcome, String text) {
    IO.println(name + "\t" + outcome + "\t" + text.replaceAll("\\s+", " "));
  }
}
