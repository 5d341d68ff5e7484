package dev.lockgate.image.startup;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.Repository;
import dev.lockgate.testkit.actions.Images;
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
  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

  /** One run, from {@code docker run} to its end; the CPU time is that of the step alone. */
  private record Sample(Duration wall, Duration cpu) {}

  private final HostStep step;
  private final Map<String, String> environment;
  private final String image = Images.ofStep(STEP);

  private Bench(HostStep step, Map<String, String> environment) {
    this.step = step;
    this.environment = environment;
  }

  static void main() throws IOException, InterruptedException {
    var root = Repository.root();
    var workspace = Files.createTempDirectory("lockgate-bench");
    var migrations = Files.createDirectories(workspace.resolve("migrations"));
    Files.writeString(migrations.resolve("V1__boats.sql"), "create table boat (id int);");
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
    new Bench(step, step.environment(STEP, database)).run();
  }

  private void run() throws IOException, InterruptedException {
    var arguments =
        Files.readAllLines(
            Repository.root().resolve("modules/image/startup/target/layer/java.args"));
    var shipped = "/opt/lockgate/bin/lockgate-launch " + STEP;
    var name = arguments.getLast().replace("{step}", STEP).replace("{Step}", "Diff");
    var path = arguments.get(arguments.size() - 2).replace("{step}", STEP);
    var plain = "/jdk/bin/java -cp %s %s".formatted(path, name);
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

  private Sample measure(String command) throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("docker", "run", "--rm", "--network", "host"));
    environment.forEach((name, value) -> line.addAll(List.of("-e", name + "=" + value)));
    line.addAll(List.of("-v", step.workspace() + ":" + step.workspace()));
    line.addAll(List.of("-v", Path.of(System.getProperty("java.home")) + ":/jdk:ro"));
    line.addAll(List.of("--entrypoint", "/bin/sh", image, "-c"));
    line.add(command + " >" + step.workspace() + "/log 2>&1; echo exit $?; times");
    long begin = System.nanoTime();
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    var wall = Duration.ofNanos(System.nanoTime() - begin);
    if (!output.startsWith("exit 0\n")) {
      throw new IllegalStateException(output + Files.readString(step.workspace().resolve("log")));
    }
    return new Sample(wall, cpu(output.lines().toList().getLast()));
  }

  /** The second line of the shell's {@code times}: user and system time of its children. */
  private static Duration cpu(String line) {
    return TIME.matcher(line)
        .results()
        .map(time -> Long.parseLong(time.group(1)) * 60 + Double.parseDouble(time.group(2)))
        .map(seconds -> Duration.ofNanos((long) (seconds * 1e9)))
        .reduce(Duration.ZERO, Duration::plus);
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
