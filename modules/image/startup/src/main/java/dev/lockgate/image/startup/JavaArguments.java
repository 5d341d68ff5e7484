package dev.lockgate.image.startup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a step's Java is started in the images: the text of {@code java.args}, which the launcher
 * reads. The libraries come first and sorted, and the step's own jar last, so that one archive
 * serves all steps.
 */
final class JavaArguments {
  /** Must be the same when the archive is made and when it is used. */
  static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED");

  /**
   * Java compares paths less their common beginning; written like this, the step's jar leaves
   * {@code /app/libs/} common to all, as it is when the archive is made.
   */
  private static final String STEP = ":/app/libs/../classpath/action-{step}.jar";

  private static final String ARCHIVE = "/opt/lockgate/startup/lockgate.jsa";

  private JavaArguments() {}

  /** The lines, for the jars that lie in {@code /app/libs}. */
  static List<String> lines(List<Path> libraries) {
    var lines = new ArrayList<String>();
    lines.add("/opt/lockgate/jre/bin/java");
    lines.add("-XX:SharedArchiveFile=" + ARCHIVE);
    lines.addAll(FLAGS);
    // half of what the container may use; the rest is for pg_dump, the shadow server and zstd
    lines.add("-XX:MaxRAMPercentage=50");
    // no warning of the virtual machine between the workflow commands on standard output
    lines.add("-Xlog:disable");
    lines.add("-cp");
    lines.add(
        libraries.stream()
            .map(jar -> "/app/libs/" + jar.getFileName())
            .collect(Collectors.joining(":", "", STEP)));
    lines.add("dev.lockgate.action.{step}.{Step}Action");
    return lines;
  }
}
