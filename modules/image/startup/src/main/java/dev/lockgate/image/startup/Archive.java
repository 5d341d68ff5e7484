package dev.lockgate.image.startup;

import dev.lockgate.image.Cache;
import dev.lockgate.image.Command;
import dev.lockgate.image.Digest;
import dev.lockgate.image.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes {@code target/layer}: the start-up archive and the arguments of Java that go with it. */
record Archive(Path runtime, Path classes, List<Path> libraries) {
  /** The time that Jib gives to every file; Java checks it. */
  private static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1));

  Archive {
    libraries = libraries.stream().sorted().toList();
  }

  /** Takes the folder of this module and the linked runtime. */
  static void main(String[] arguments) throws IOException {
    var module = Path.of(arguments[0]);
    var target = module.resolve("target");
    var libraries = stage(target.resolve("libraries.path"), target.resolve("libs"));
    var classes = module.resolve("src/main/startup/classes.txt");
    var archive = new Archive(Path.of(arguments[1]), classes, libraries);
    var layer = target.resolve("layer");
    Trees.delete(layer);
    Files.createDirectories(layer);
    var dumped = Cache.ofUser().get("startup", archive.key(), archive::dump);
    Files.copy(dumped, layer.resolve("lockgate.jsa"));
    Files.write(layer.resolve("java.args"), JavaArguments.lines(archive.libraries()));
    Gate.write(layer, archive.libraries());
    IO.println("[image] start-up archive: %d kB".formatted(Files.size(dumped) >> 10));
  }

  /** Copies the jars of a class path into one folder, with the time they will have in an image. */
  private static List<Path> stage(Path classPath, Path folder) throws IOException {
    Trees.delete(folder);
    Files.createDirectories(folder);
    var staged = new ArrayList<Path>();
    for (var jar : Files.readString(classPath).strip().split(File.pathSeparator, -1)) {
      var copy = folder.resolve(Path.of(jar).getFileName());
      Files.copy(Path.of(jar), copy);
      Files.setLastModifiedTime(copy, TIME);
      staged.add(copy.toAbsolutePath());
    }
    return staged;
  }

  /** The digest of all that goes into the archive: jars, runtime, flags, list of classes. */
  String key() throws IOException {
    var inputs = new ArrayList<>(JavaArguments.FLAGS);
    inputs.add(Digest.of(runtime.resolve("lib/modules")));
    inputs.add(Digest.of(runtime.resolve("lib/server/libjvm.so")));
    inputs.add(Digest.of(classes));
    inputs.add(Digest.ofCode(Archive.class));
    for (var jar : libraries) {
      inputs.add(jar.getFileName() + " " + Digest.of(jar));
    }
    return Digest.ofAll(inputs);
  }

  /** Makes the archive out of the very jars that are shipped, in the order of the class path. */
  void dump(Path file) throws IOException {
    var line = new ArrayList<String>();
    line.add(runtime.resolve("bin/java").toAbsolutePath().toString());
    line.addAll(JavaArguments.FLAGS);
    line.add("-Xshare:dump");
    line.add("-Xlog:disable");
    line.add("-Xlog:all=error:stderr");
    line.add("-XX:SharedClassListFile=" + classes.toAbsolutePath());
    line.add("-XX:SharedArchiveFile=" + file.toAbsolutePath());
    line.add("-cp");
    line.add(libraries.stream().map(Path::toString).collect(Collectors.joining(":")));
    Command.in(runtime, line.toArray(String[]::new)).output();
  }
}
