package dev.lockgate.testkit.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** What holds for every step of ours, however it ended. */
public final class StepContract {
  private StepContract() {}

  /**
   * Fails when a secret is in any sink or file, when a file in the workspace is not the runner's,
   * when a report is missing, or when something planted by an earlier step had an effect.
   *
   * @param secrets as they are, not encoded
   */
  public static void assertHeld(Job job, StepResult result, String... secrets) {
    for (var secret : secrets) {
      for (var form : forms(secret)) {
        assertThat(result.sinks())
            .as("%s", result)
            .allSatisfy((where, text) -> assertThat(text).as(where).doesNotContain(form));
        assertThat(files(job))
            .allSatisfy(file -> assertThat(read(file)).as("%s", file).doesNotContain(form));
      }
    }
    assertThat(job.workspace().notOwnedByTheRunner()).isEmpty();
    assertThat(result.exported()).isEmpty();
    assertThat(result.stdout() + result.stderr())
        .doesNotContainIgnoringCase("planted")
        .doesNotContain("Picked up", "LD_PRELOAD");
    assertThat(result.outputs())
        .as("%s", result)
        .containsKeys("result", "code", "report-path", "json-path");
    for (var report : List.of("report-path", "json-path")) {
      assertThat(job.workspace().folder().resolve(result.outputs().getOrDefault(report, "")))
          .isRegularFile();
    }
    assertThat(result.summary()).isNotBlank();
    assertThat(job.containers()).isEmpty();
  }

  private static List<String> forms(String secret) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    return List.of(
        secret,
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }

  private static List<Path> files(Job job) {
    return job.workspace().files();
  }

  /** Archives are compressed and read as what they are: bytes, one character each. */
  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
