package dev.lockgate.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;

/** The Docker engine of this machine, where one answers. */
public final class Docker {
  private static final StackWalker CALLER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Docker() {}

  /** Whether an engine answers. */
  public static boolean available() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Talks to the engine. */
  public static DockerClient client() {
    return DockerClientFactory.lazyClient();
  }

  /**
   * Called before all tests of a class that needs images. Where no engine answers the class is left
   * out and the build says so at its end; with {@code -Dlockgate.images=required} it fails.
   */
  public static void required() {
    if (available()) {
      return;
    }
    if ("required".equals(System.getProperty("lockgate.images"))) {
      throw new IllegalStateException(
          "-Dlockgate.images=required, and no Docker engine answers. Start one, or leave the"
              + " property out.");
    }
    leaveOut(CALLER.getCallerClass());
    assumeTrue(false, "no Docker engine answers");
  }

  /** Whether the engine has an image, by name or id. */
  public static boolean has(String image) {
    try {
      client().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException _) {
      return false;
    }
  }

  /**
   * Loads what {@code docker save} or Jib wrote.
   *
   * @param image the name or id that is there afterwards
   */
  public static void load(InputStream archive, String image) {
    client().loadImageCmd(archive).exec();
    if (!has(image)) {
      throw new IllegalStateException("the engine did not load " + image);
    }
  }

  private static void leaveOut(Class<?> test) {
    var file = leftOut();
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(
          file, test.getSimpleName() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the classes that this build has left out, one on each line. */
  public static Path leftOut() {
    var build = System.getProperty("lockgate.build", "outside-a-build");
    return Repository.root().resolve("target").resolve("tests-left-out-" + build + ".txt");
  }
}
