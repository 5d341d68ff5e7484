package dev.lockgate.image.startup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How Java is started: the flags, and a class path in a fixed order, with the step's own jar last,
 * so that one archive of classes serves all steps.
 *
 * @param jars names of the jars that all steps share, sorted
 */
record CommandLine(List<String> jars) {
  static final List<String> STEPS = List.of("backup", "deploy", "diff", "drift", "restore");

  /** What the archive depends on and what every start uses. */
  static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:MaxRAMPercentage=50",
          "--enable-native-access=ALL-UNNAMED");

  private static final String ARCHIVE = "/opt/lockgate/startup/lockgate.jsa";
  private static final Path LIBRARIES = Path.of("/app/libs");

  CommandLine {
    jars = jars.stream().sorted().toList();
  }

  /** The shared part of the class path, with the jars in a folder. */
  String classPath(Path folder) {
    return jars.stream()
        .map(jar -> folder.resolve(jar).toString())
        .collect(Collectors.joining(":"));
  }

  /** The argument file of a step, as {@code java @file} reads it. */
  String ofStep(String step) {
    var name = Character.toUpperCase(step.charAt(0)) + step.substring(1);
    var arguments = new ArrayList<String>();
    // a missing or refused archive is only slower
    arguments.add("-XX:SharedArchiveFile=" + ARCHIVE);
    arguments.add("-Xlog:disable");
    arguments.add("-Xlog:all=error:stderr");
    arguments.addAll(FLAGS);
    arguments.add("-classpath");
    arguments.add(classPath(LIBRARIES) + ":/app/classpath/action-" + step + ".jar");
    arguments.add("dev.lockgate.action." + step + "." + name + "Action");
    return String.join("\n", arguments) + "\n";
  }
}
