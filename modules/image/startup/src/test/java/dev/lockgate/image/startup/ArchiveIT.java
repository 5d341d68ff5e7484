package dev.lockgate.image.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.testkit.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.Deflater;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveIT {
  private static final Path RUNTIME = Repository.root().resolve("modules/image/target/jre");

  @TempDir private Path folder;
  private Path library;
  private Path archive;

  @BeforeEach
  void an_archive_of_a_library_that_says_old() throws IOException {
    library = jar("library.jar", "old");
    archive = folder.resolve("lockgate.jsa");
    var classes =
        Files.writeString(folder.resolve("classes.txt"), "java/lang/Object\nprobe/Probe\n");
    new Archive(RUNTIME, classes, List.of(library)).dump(archive);
  }

  @Test
  void classes_come_from_the_archive_also_where_the_jar_lies_in_another_folder() throws Exception {
    var elsewhere = Files.createDirectories(folder.resolve("app/libs")).resolve("library.jar");
    Files.copy(library, elsewhere, StandardCopyOption.COPY_ATTRIBUTES);

    assertThat(run(elsewhere, "-Xlog:class+load"))
        .contains("probe.Probe source: shared objects file")
        .contains("it says old");
  }

  @Test
  void a_jar_of_another_size_runs_its_own_code_and_not_the_archived_one() throws Exception {
    var changed = jar("library.jar", "something new");

    assertThat(run(changed, "-Xlog:class+load"))
        .doesNotContain("probe.Probe source: shared objects file")
        .contains("it says something new")
        .doesNotContain("it says old");
  }

  @Test
  void a_changed_jar_of_the_same_size_and_time_is_stopped_in_the_build() throws Exception {
    Gate.write(folder, List.of(library));
    var gate = Gate.read(folder);
    assertThat(gate.differences(List.of(library))).isEmpty();
    var size = Files.size(library);

    var changed = jar("library.jar", "new");

    assertThat(Files.size(changed)).isEqualTo(size);
    assertThat(gate.differences(List.of(changed))).containsExactly("library.jar");
    assertThat(gate.differences(List.of())).containsExactly("library.jar");
  }

  @Test
  void a_changed_jar_a_flag_or_a_class_gives_another_key() throws Exception {
    var classes = folder.resolve("classes.txt");
    var key = new Archive(RUNTIME, classes, List.of(library)).key();

    assertThat(new Archive(RUNTIME, classes, List.of(library)).key()).isEqualTo(key);
    assertThat(new Archive(RUNTIME, classes, List.of(jar("library.jar", "new"))).key())
        .isNotEqualTo(key);
  }

  @Test
  void the_same_inputs_give_the_same_bytes() throws Exception {
    var again = folder.resolve("again.jsa");
    new Archive(RUNTIME, folder.resolve("classes.txt"), List.of(library)).dump(again);

    assertThat(again).hasSameBinaryContentAs(archive);
  }

  @Test
  void a_missing_archive_is_only_slower() throws Exception {
    Files.delete(archive);

    assertThat(run(library, "-Xlog:disable")).isEqualTo("it says old\n");
  }

  private String run(Path jar, String flag) throws IOException {
    var line = new ArrayList<String>();
    line.add(RUNTIME.resolve("bin/java").toString());
    line.add("-XX:SharedArchiveFile=" + archive);
    line.addAll(JavaArguments.FLAGS);
    line.addAll(
        List.of(
            flag, "-cp", jar + ":" + jar.getParent() + "/../classpath/step.jar", "probe.Probe"));
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private Path jar(String name, String says) throws IOException {
    var source = Files.createDirectories(folder.resolve("probe")).resolve("Probe.java");
    Files.writeString(
        source,
        """
        package probe;
        public class Probe {
          public static void main(String[] none) {
            System.out.println("it says %s");
          }
        }
        """
            .formatted(says));
    ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
    var jar = folder.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.setLevel(Deflater.NO_COMPRESSION);
      var entry = new JarEntry("probe/Probe.class");
      entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
      out.putNextEntry(entry);
      out.write(Files.readAllBytes(source.resolveSibling("Probe.class")));
    }
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1000));
    return jar;
  }
}
