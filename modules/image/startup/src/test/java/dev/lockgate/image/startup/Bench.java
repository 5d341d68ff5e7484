package dev.lockgate.image.startup;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.Repository;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Start to exit of a step that connects, reads Flyway's state and reports: in its image as it
 * ships, beside the same jars in the same container on the plain {@code java} of a full JDK.
 * Interleaved, because the machine's load is part of every number. The command is {@code ./mvnw
 * -Pbench-startup -DskipTests -pl modules/image/startup -am package}.
 */
final class Bench {
  private static final int ROUNDS = Integer.getInteger("rounds", 10);
  private static final double TARGET = 0.6;
  private static final String STEP = "diff";
  private static final Pattern TIME = Pattern.compile("(?m)^timed 0 (\\d+)$");

  /** One run, from {@code docker run} to its end; the CPU time is that of the step alone. */
  private record Sample(Duration wall, Duration cpu) {}

  private final HostStep step;
  private final Map<String, String> environment;
  private final String image;

  private Bench(HostStep step, Map<String, String> environment, String image) {
    this.step = step;
    this.environment = environment;
    this.image = image;
  }

  static void main() throws IOException, InterruptedException {
    var root = Repository.root();
    var workspace = Files.createTempDirectory("lockgate-bench");
    var migrations = Files.createDirectories(workspace.resolve("migrations"));
    Files.writeString(migrations.resolve("V1__boats.sql"), "create table boat (id int);");
    compileTimed(root, workspace.resolve("timed"));
    var server = PostgresServer.of(Major.V17);
    var step =
        new HostStep(
            root.resolve("modules/image/target/jre/bin/java"),
            root.resolve("modules/image/startup/target/libs"),
            workspace);
    var database = Map.of("database-url", server.url(server.freshDatabase()));
    if (HostStep.jar("deploy").isPresent()) {
      var ended =
          step.run(
              "deploy",
              Map.of("database-url", database.get("database-url"), "store", "file:store"));
      IO.println("[bench] the database was deployed to: exit " + ended.exit());
    }
    new Bench(step, step.environment(STEP, database), load(root.resolve("action-" + STEP))).run();
  }

  /** Brings the image into the engine; its id. */
  private static String load(Path module) throws IOException, InterruptedException {
    var tar = module.resolve("target/jib-image.tar").toString();
    if (new ProcessBuilder("docker", "load", "-q", "-i", tar).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("docker cannot load " + tar);
    }
    return Files.readString(module.resolve("target/jib-image.id")).strip();
  }

  private void run() throws IOException, InterruptedException {
    var arguments =
        Files.readAllLines(
            Repository.root().resolve("modules/image/startup/target/layer/java.args"));
    var shipped = List.of("/opt/lockgate/bin/lockgate-launch", STEP);
    var name = arguments.getLast().replace("{step}", STEP).replace("{Step}", "Diff");
    var path = arguments.get(arguments.size() - 2).replace("{step}", STEP);
    var plain = List.of("/jdk/bin/java", "-cp", path, name);
    var first = new ArrayList<Sample>();
    var second = new ArrayList<Sample>();
    measure(shipped);
    measure(plain);
    for (int i = 0; i < ROUNDS; i++) {
      first.add(measure(shipped));
      second.add(measure(plain));
    }
    print(first, second);
  }

  private Sample measure(List<String> command) throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("docker", "run", "--rm", "--network", "host"));
    environment.forEach((name, value) -> line.addAll(List.of("-e", name + "=" + value)));
    line.addAll(List.of("-v", step.workspace() + ":" + step.workspace()));
    line.addAll(List.of("-v", Path.of(System.getProperty("java.home")) + ":/jdk:ro"));
    line.addAll(List.of("--entrypoint", step.workspace() + "/timed", image));
    line.addAll(command);
    long begin = System.nanoTime();
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    var wall = Duration.ofNanos(System.nanoTime() - begin);
    var cpu = TIME.matcher(output);
    if (!cpu.find()) {
      throw new IllegalStateException(output);
    }
    return new Sample(wall, Duration.ofNanos(Long.parseLong(cpu.group(1)) * 1000));
  }

  /** Compiles the stop-watch with the compiler of the launcher. */
  private static void compileTimed(Path root, Path target)
      throws IOException, InterruptedException {
    var image = root.resolve("modules/image/target");
    var rootfs = image.resolve("rootfs");
    var compiler = image.resolve("compiler/usr");
    var line =
        List.of(
            rootfs.resolve("usr/lib64/ld-linux-x86-64.so.2"),
            "--library-path",
            rootfs.resolve("usr/lib/x86_64-linux-gnu"),
            compiler.resolve("bin/tcc"),
            "-B",
            compiler.resolve("lib/x86_64-linux-gnu/tcc"),
            "-nostdlib",
            "-static",
            "-o",
            target,
            root.resolve("modules/image/startup/src/test/c/timed.c"));
    var command = line.stream().map(Object::toString).toList();
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("timed.c does not compile");
    }
  }

  private static void print(List<Sample> shipped, List<Sample> plain) {
    double ratio = (double) cpu(shipped) / cpu(plain);
    IO.println(
        """

        Start to exit of `%s` on an up-to-date database, %d interleaved rounds, load %.1f on %d cores
        | variant                          | CPU median | wall median | wall least |
        |----------------------------------|-----------:|------------:|-----------:|
        | the image as it ships            | %7d ms | %8d ms | %7d ms |
        | same jars, plain java, full JDK  | %7d ms | %8d ms | %7d ms |
        CPU: %.2f of plain java (at most %.1f wanted): %s
        """
            .formatted(
                STEP,
                ROUNDS,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors(),
                cpu(shipped),
                wall(shipped),
                least(shipped),
                cpu(plain),
                wall(plain),
                least(plain),
                ratio,
                TARGET,
                ratio <= TARGET ? "reached" : "MISSED"));
    System.exit(ratio <= TARGET ? 0 : 1);
  }

  private static long cpu(List<Sample> samples) {
    return median(samples.stream().map(Sample::cpu).toList());
  }

  private static long wall(List<Sample> samples) {
    return median(samples.stream().map(Sample::wall).toList());
  }

  private static long least(List<Sample> samples) {
    return samples.stream().map(Sample::wall).min(Duration::compareTo).orElseThrow().toMillis();
  }

  private static long median(List<Duration> durations) {
    return durations.stream().sorted().toList().get(durations.size() / 2).toMillis();
  }
}
