package dev.lockgate.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
  private static final Path SOURCE = Built.MODULE.resolve("src/main/c/lockgate-launch.c");

  @TempDir private Path folder;
  private Path launcher;
  private Path arguments;

  @BeforeEach
  void compile_with_another_place_for_its_arguments() throws IOException {
    launcher = folder.resolve("launch");
    arguments = folder.resolve("java.args");
    compiler().compile(SOURCE, launcher, "-static", "-DARGUMENTS=\"%s\"".formatted(arguments));
  }

  @Test
  void what_would_steer_java_or_the_loader_is_gone_and_inputs_with_dashes_stay() throws Exception {
    Files.writeString(arguments, "/usr/bin/env\n");

    var printed =
        launch(
            Map.of(
                "_JAVA_OPTIONS", "-Devil=1",
                "JAVA_TOOL_OPTIONS", "-Devil=1",
                "JDK_JAVA_OPTIONS", "-Devil=1",
                "LD_PRELOAD", "/nowhere/evil.so",
                "LD_LIBRARY_PATH", "/nowhere",
                "GLIBC_TUNABLES", "glibc.malloc.check=3",
                "INPUT_DATABASE-URL", "postgresql://h/d",
                "INPUT_STORE", "",
                "HTTPS_PROXY", "http://proxy:3128"),
            "backup");

    assertThat(printed.lines())
        .containsExactlyInAnyOrder(
            "LC_ALL=C.UTF-8",
            "INPUT_DATABASE-URL=postgresql://h/d",
            "INPUT_STORE=",
            "HTTPS_PROXY=http://proxy:3128");
  }

  @Test
  void the_locale_of_the_job_does_not_decide_how_java_reads_an_input() throws Exception {
    Files.writeString(arguments, "/usr/bin/env\n");

    var printed =
        launch(
            Map.of("LANG", "tr_TR", "LC_ALL", "POSIX", "LC_CTYPE", "C", "LANGUAGE", "tr"),
            "backup");

    assertThat(printed).isEqualTo("LC_ALL=C.UTF-8\n");
  }

  @Test
  void the_step_takes_its_place_in_the_arguments_of_java() throws Exception {
    Files.writeString(
        arguments,
        "/bin/echo\n-cp\n/app/a b.jar:/app/{step}.jar\n\ndev.lockgate.{step}.{Step}Action\n");

    assertThat(launch(Map.of(), "backup"))
        .isEqualTo("-cp /app/a b.jar:/app/backup.jar dev.lockgate.backup.BackupAction\n");
  }

  @Test
  void anything_but_the_name_of_a_step_is_refused() throws Exception {
    Files.writeString(arguments, "/bin/echo\nno\n");

    assertThat(launch(Map.of())).contains("expected one argument", "Nothing was changed.");
    assertThat(launch(Map.of(), "../evil")).contains("expected one argument");
    assertThat(launch(Map.of(), "backup", "more")).contains("expected one argument");
    assertThat(exit(launcher.toString())).isEqualTo(70);
  }

  @Test
  void arguments_that_are_missing_too_many_or_too_long_are_an_error_not_an_overflow()
      throws Exception {
    assertThat(launch(Map.of(), "backup")).contains("cannot read");

    Files.writeString(arguments, "x\n".repeat(1000));
    assertThat(launch(Map.of(), "backup")).contains("too many lines");

    Files.writeString(arguments, "x".repeat(70_000));
    assertThat(launch(Map.of(), "backup")).contains("cannot read all");

    Files.writeString(arguments, "{step}".repeat(10_000));
    assertThat(launch(Map.of(), "s".repeat(100))).contains("too long");
  }

  @Test
  void the_shipped_launcher_needs_no_loader_and_is_the_same_bytes_each_time() throws IOException {
    var shipped = Built.ROOTFS.resolve("opt/lockgate/bin/lockgate-launch");
    var again = folder.resolve("again");
    compiler().compile(SOURCE, again, "-static");

    assertThat(Elf.read(shipped).isStatic()).isTrue();
    assertThat(again).hasSameBinaryContentAs(shipped);
  }

  private static Compiler compiler() {
    return new Compiler(new Programs(Built.ROOTFS), Built.MODULE.resolve("target/compiler"));
  }

  private String launch(Map<String, String> environment, String... steps) throws IOException {
    var process = builder(steps);
    process.environment().clear();
    process.environment().putAll(environment);
    return new String(process.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private ProcessBuilder builder(String... steps) {
    var line = new ArrayList<String>();
    line.add(launcher.toString());
    line.addAll(List.of(steps));
    return new ProcessBuilder(line).redirectErrorStream(true);
  }

  private static int exit(String program) throws IOException, InterruptedException {
    return new ProcessBuilder(program).redirectErrorStream(true).start().waitFor();
  }
}
