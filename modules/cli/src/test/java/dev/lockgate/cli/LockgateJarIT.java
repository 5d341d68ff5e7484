package dev.lockgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar as a person starts it, on every Java that is installed. */
class LockgateJarIT {
  private static final Path JAR = Path.of("target/lockgate.jar").toAbsolutePath();

  private static final String FAR = "create server far foreign data wrapper postgres_fdw";
  private static final String MAPPING =
      "create user mapping for public server far options (user 'app', password '%s')";

  static Stream<Path> everyJava() throws IOException {
    var here = Path.of(System.getProperty("java.home"));
    try (var homes = Files.list(Path.of("/usr/lib/jvm"))) {
      return Stream.concat(Stream.of(here), homes.toList().stream())
          .map(home -> home.resolve("bin/java"))
          .filter(Files::isExecutable)
          .distinct()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("everyJava")
  void help_names_the_five_steps_whatever_java_starts_it(Path java) throws Exception {
    var run = lockgate(java, "--help");

    assertThat(run.out()).contains("backup", "diff", "deploy", "drift", "restore");
    assertThat(run.exit()).isZero();
  }

  @ParameterizedTest
  @MethodSource("everyJava")
  void the_exit_code_of_a_step_is_the_exit_code_of_the_command(Path java) throws Exception {
    var run = lockgate(java, "backup", "--database-url", "not a url");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out() + run.err()).contains("database-url").contains("Nothing was changed");
  }

  @Test
  void an_unknown_step_is_answered_with_the_known_ones() throws Exception {
    var run = lockgate(Path.of(System.getProperty("java.home"), "bin/java"), "migrate");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("`migrate`").contains("deploy").contains("Nothing was changed");
  }

  @Test
  void compare_names_every_address_that_is_none_and_prints_no_sql() throws Exception {
    var run = lockgate(Path.of(System.getProperty("java.home"), "bin/java"), "compare", "x");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("current-url", "desired-url", "Nothing was changed");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void compare_prints_the_sql_alone_and_proves_it_on_a_shadow() throws Exception {
    var before = database("create table orders (id int primary key, note varchar(10))");
    var after =
        database(
            "create table orders (id bigint primary key, note text not null)",
            "create view notes as select note from orders");

    var plain = compare(before, after);
    var proven = compare(before, after, "--prove");

    assertThat(plain.exit()).isZero();
    assertThat(plain.out()).contains("ALTER COLUMN id TYPE bigint", "CREATE VIEW public.notes");
    assertThat(plain.err()).isEmpty();
    assertThat(proven.out()).isEqualTo(plain.out());
    assertThat(proven.err().strip()).endsWith("proven on a shadow");
    assertThat(proven.exit()).isZero();
  }

  @Test
  void a_secret_is_never_written_so_that_it_needs_a_person_and_nothing_is_proven()
      throws Exception {
    var before = database("create extension postgres_fdw", FAR, MAPPING.formatted("hunter2"));
    var after = database("create extension postgres_fdw", FAR, MAPPING.formatted("hunter3"));

    var run = compare(before, after, "--prove", "--json");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("needs-a-person", "PUBLIC on far", "\"verdict\" : \"not-proven\"")
        .doesNotContain("hunter");
    assertThat(run.err()).contains("needs a person").doesNotContain("hunter");
  }

  private static Run compare(String... args) throws Exception {
    var words = new ArrayList<>(List.of("compare"));
    words.addAll(List.of(args));
    return lockgate(
        Path.of(System.getProperty("java.home"), "bin/java"), words.toArray(String[]::new));
  }

  /** The address of a new database in which these statements ran. */
  private static String database(String... statements) {
    var server = PostgresServer.of(Major.V17);
    var name = server.freshDatabase();
    server.execute(name, statements);
    return server.url(name);
  }

  private record Run(int exit, String out, String err) {}

  private static Run lockgate(Path java, String... args) throws Exception {
    var command = new ArrayList<>(List.of(java.toString(), "-jar", JAR.toString()));
    command.addAll(List.of(args));
    var out = Files.createTempFile("lockgate", ".out");
    var err = Files.createTempFile("lockgate", ".err");
    var process =
        new ProcessBuilder(command)
            .directory(Files.createTempDirectory("lockgate").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    var exit = process.waitFor();
    return new Run(
        exit,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
