package dev.lockgate.postgres.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.Docker;
import dev.lockgate.testkit.Majors;
import dev.lockgate.testkit.actions.ActionYaml;
import dev.lockgate.testkit.actions.Images;
import dev.lockgate.testkit.actions.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proof that a shadow in a step's container is contained: the image is started as GitHub starts
 * it, with the engine's socket, the checkout and the runner's files mounted, and {@link
 * HostileMain} tries everything from inside; once with Landlock and once without, as on an older
 * kernel.
 */
class ContainmentImageIT {
  private static final Map<Shadow, Map<String, String>> ANSWERS = new ConcurrentHashMap<>();

  record Shadow(Major major, boolean landlock) {
    @Override
    public String toString() {
      return "PostgreSQL " + major.number() + (landlock ? "" : " without Landlock");
    }
  }

  @BeforeAll
  static void needsImages() {
    Docker.required();
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("attacks")
  void hostile_sql_is_refused(Shadow shadow, Attack attack) {
    var answer = answer(shadow, attack.name());

    assertThat(answer).startsWith("refused").containsPattern(attack.refusal);
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("systemCalls")
  void machine_code_of_a_superuser_is_refused_by_the_kernel(
      Shadow shadow, String attempt, String expected) {
    assertThat(answer(shadow, attempt)).isEqualTo("answered " + expected);
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("guarded")
  void the_step_itself_reaches_what_the_shadow_must_not(Shadow shadow, String path) {
    assertThat(answer(shadow, path)).startsWith("readable");
  }

  @ParameterizedTest
  @MethodSource("shadows")
  void the_shadow_works_and_ends(Shadow shadow) {
    assertThat(answer(shadow, "containment"))
        .contains("STRANGER")
        .contains("landlock=" + shadow.landlock());
    assertThat(answer(shadow, "shadow")).isEqualTo("is closed");
  }

  static Stream<Shadow> shadows() {
    return Boolean.getBoolean("lockgate.full")
        ? Majors.inThisRun().stream()
            .flatMap(major -> Stream.of(new Shadow(major, true), new Shadow(major, false)))
        : Stream.of(new Shadow(Major.V14, false), new Shadow(Major.V17, true));
  }

  static Stream<Arguments> attacks() {
    return shadows()
        .flatMap(shadow -> Stream.of(Attack.values()).map(attack -> arguments(shadow, attack)));
  }

  static Stream<Arguments> guarded() {
    return shadows()
        .flatMap(shadow -> HostileMain.GUARDED.stream().map(path -> arguments(shadow, path)));
  }

  /** The names that hostile.c prints; -1 is EPERM, -13 EACCES, 1031 killed by SIGSYS. */
  static Stream<Arguments> systemCalls() {
    return shadows()
        .flatMap(shadow ->
            Stream.of(
                    "uid 65533",
                    "become_root -1",
                    "internet_socket -1",
                    "internet6_socket -1",
                    "packet_socket -1",
                    "netlink_socket -1",
                    "local_socket 0",
                    "connect_to_the_engine -1",
                    "send_to_the_engine -1",
                    "read_the_checkout -13",
                    "read_the_event -13",
                    "write_an_output -13",
                    "read_the_environment -13",
                    "read_the_memory -13",
                    "enter_the_root_of_the_step -13",
                    "signal_the_step -1",
                    "trace_the_step -1",
                    "copy_memory_of_the_step -1",
                    "user_namespace -1",
                    "network_namespace_of_a_child -1",
                    "mount -1",
                    "io_uring -1",
                    "bpf -1",
                    "keys -1",
                    "memory_file -1",
                    "shell -13",
                    "i386_socket 1031",
                    "x32_socket 1031")
                .map(line -> line.split(" ", 2))
                .map(line -> arguments(shadow, line[0], line[1])));
  }

  private static String answer(Shadow shadow, String name) {
    var answers = ANSWERS.computeIfAbsent(shadow, ContainmentImageIT::attackAll);
    return answers.getOrDefault(name, "nothing; the run said " + answers);
  }

  /** One container tries everything; its answers by name. */
  private static Map<String, String> attackAll(Shadow shadow) {
    try (var job = Job.start()) {
      job.workspace().file(".git/config", "[http] extraheader = AUTHORIZATION: secret");
      uploadTo(job.workspace().folder().resolve("attack"));
      var result = job.step(action(shadow), Images.ofStep("diff")).withoutPoison().run();
      assertThat(result.exit()).as(result.toString()).isZero();
      return result
          .stdout()
          .lines()
          .map(line -> line.split("\t", 2))
          .filter(parts -> parts.length == 2)
          .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].replace('\t', ' ')));
    }
  }

  private static ActionYaml action(Shadow shadow) {
    return ActionYaml.parse(
        """
        name: hostile
        runs:
          using: docker
          image: the one of diff
          entrypoint: /opt/lockgate/jre/bin/java
          args:
            - --enable-native-access=ALL-UNNAMED
            - -XX:+UseSerialGC
            - -XX:TieredStopAtLevel=1
            - -cp
            - /github/workspace/attack:/app/libs/*:/app/classpath/*
            - dev.lockgate.postgres.shadow.HostileMain
            - %s
            - "%s"
        """
            .formatted(shadow.major().name(), shadow.landlock()));
  }

  /** The compiled attackers beside this class, and hostile.so. */
  private static void uploadTo(Path folder) {
    var name = Path.of("dev", "lockgate", "postgres", "shadow");
    try (var files = Files.list(classes().resolve(name))) {
      Files.createDirectories(folder.resolve(name));
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(name).resolve(file.getFileName().toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path classes() {
    try {
      return Path.of(HostileMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
