package dev.lockgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
