package dev.lockgate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text that a person has read and approved, kept in a file beside the test. Renew all with {@code
 * -Dapprove=true}, then read the diff.
 */
public final class Approved {
  private final Path file;

  private Approved(Path file) {
    this.file = file;
  }

  /**
   * A file in the resources of the test's own package.
   *
   * @param name such as {@code failure.md}
   */
  public static Approved file(Class<?> test, String name) {
    var folder = Path.of("src/test/resources", test.getPackageName().split("\\."));
    return new Approved(folder.resolve(name));
  }

  /** Fails unless the text is the approved one, byte for byte. */
  public void matches(String text) {
    try {
      if (Boolean.getBoolean("approve")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
      var approved = Files.exists(file) ? Files.readString(file) : "";
      assertThat(text).as("%s (renew with -Dapprove=true)", file).isEqualTo(approved);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
