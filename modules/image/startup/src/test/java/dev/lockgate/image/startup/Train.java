package dev.lockgate.image.startup;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes {@code src/main/startup/classes.txt} anew: runs every step against a real server and notes
 * the classes that Java loads. The command is {@code ./mvnw -Ptrain -DskipTests -pl
 * modules/image/startup -am package}. An old list costs time at start and nothing else.
 */
final class Train {
  private final PostgresServer server = PostgresServer.of(Major.V17);
  private final HostStep steps;
  private final TreeSet<String> seen = new TreeSet<>();

  private Train(HostStep steps) {
    this.steps = steps;
  }

  static void main() throws IOException, InterruptedException {
    var root = Repository.root();
    var libraries = root.resolve("modules/image/startup/target/libs");
    var workspace = Files.createTempDirectory("lockgate-train");
    var java = root.resolve("modules/image/target/jre/bin/java");
    var train = new Train(new HostStep(java, libraries, workspace));
    train.run();
    try (var jars = Files.list(libraries)) {
      var classes = ClassList.normalise(train.seen, jars.toList());
      Files.write(root.resolve("modules/image/startup/src/main/startup/classes.txt"), classes);
      IO.println("[train] " + classes.size() + " lines");
    }
  }

  private void run() throws IOException, InterruptedException {
    var migrations = Files.createDirectories(steps.workspace().resolve("migrations"));
    Files.writeString(
        migrations.resolve("V1__boats.sql"), "create table boat (id int primary key);");
    // SCRAM, as everywhere but in tests
    server.execute("postgres", "alter role postgres password '" + PostgresServer.PASSWORD + "'");
    var database = server.freshDatabase();
    var common = new LinkedHashMap<>(Map.of("database-url", server.url(database)));
    var store = new LinkedHashMap<>(common);
    store.put("store", "file:store");
    var restore = new LinkedHashMap<>(store);
    restore.put("confirm", "RESTORE");

    step("deploy", 0, store);
    Files.writeString(
        migrations.resolve("V2__locks.sql"), "create table lock (id int primary key);");
    step("diff", 0, common);
    step("deploy", 0, store);
    step("drift", 0, common);
    server.execute(database, "alter table boat add column drifted text");
    step("drift", 1, common);
    step("backup", 0, store);
    step("restore", 0, restore);
  }

  /** A step that ends otherwise than it should has loaded other classes than it should. */
  private void step(String step, int exit, Map<String, String> inputs)
      throws IOException, InterruptedException {
    Path list = steps.workspace().resolve(step + ".classes");
    var ended =
        steps.run(step, inputs, "-Xshare:off", "-Xlog:disable", "-XX:DumpLoadedClassList=" + list);
    IO.println("[train] %s ended with %d".formatted(step, ended.exit()));
    if (ended.exit() != exit) {
      throw new IllegalStateException(step + " ended with " + ended.exit() + "\n" + ended.log());
    }
    seen.addAll(Files.readAllLines(list));
  }
}
