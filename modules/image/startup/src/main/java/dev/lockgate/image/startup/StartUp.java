package dev.lockgate.image.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the layer {@code opt/lockgate/startup}: an argument file for each step, and the archive of
 * classes made from the very jars and the very runtime of the images.
 *
 * <p>The archive is AppCDS: a JVM refuses it when a jar or the runtime differs from those it was
 * made of, so changed code can never run stale. It compares names, sizes and times, therefore
 * everything gets the time that the images give it.
 */
final class StartUp {
  /** What Jib and the base tarball give every file. */
  private static final FileTime IN_IMAGES = FileTime.from(Instant.ofEpochSecond(1));

  private final Path java;
  private final Path libraries;
  private final Path classes;

  private StartUp(Path runtime, Path libraries, Path classes) {
    this.java = runtime.resolve("bin/java");
    this.libraries = libraries;
    this.classes = classes;
  }

  /** Takes the linked runtime, the folder of jars, the list of classes and the layer's folder. */
  static void main(String[] arguments) throws IOException, InterruptedException {
    var runtime = Path.of(arguments[0]);
    var libraries = Path.of(arguments[1]);
    Files.setLastModifiedTime(runtime.resolve("lib/modules"), IN_IMAGES);
    new StartUp(runtime, libraries, Path.of(arguments[2])).fill(Path.of(arguments[3]));
  }

  private void fill(Path layer) throws IOException, InterruptedException {
    var jars = new ArrayList<String>();
    try (var files = Files.list(libraries)) {
      for (var jar : files.toList()) {
        Files.setLastModifiedTime(jar, IN_IMAGES);
        jars.add(jar.getFileName().toString());
      }
    }
    var line = new CommandLine(jars);
    Files.createDirectories(layer);
    for (var step : CommandLine.STEPS) {
      Files.writeString(layer.resolve(step + ".args"), line.ofStep(step));
    }
    dump(line, layer.resolve("lockgate.jsa"));
    IO.println(
        "[startup] %d jars, archive of %d bytes"
            .formatted(jars.size(), Files.size(layer.resolve("lockgate.jsa"))));
  }

  private void dump(CommandLine line, Path archive) throws IOException, InterruptedException {
    Files.deleteIfExists(archive);
    var command = new ArrayList<>(List.of(java.toString(), "-Xshare:dump"));
    command.add("-XX:SharedClassListFile=" + classes);
    command.add("-XX:SharedArchiveFile=" + archive);
    command.add("-Xlog:cds=error");
    command.addAll(CommandLine.FLAGS);
    command.addAll(List.of("-classpath", line.classPath(libraries)));
    var log = archive.resolveSibling("../dump.log").normalize();
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0 || !Files.exists(archive)) {
      throw new IOException("the archive of classes was not made:\n" + Files.readString(log));
    }
  }
}
