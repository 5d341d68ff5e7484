package dev.lockgate.action.deploy;

import dev.lockgate.clients.plan.PlanJson;
import dev.lockgate.core.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** The plans that diff left among the reports; they only help to say what differs. */
final class PlanFiles {
  private PlanFiles() {}

  /** The plan with a digest; empty when no file holds it. */
  static Optional<Plan> find(Path reports, String digest) {
    try (var files = Files.newDirectoryStream(reports, "plan*.json")) {
      for (var file : files) {
        var plan = read(file, digest);
        if (plan.isPresent()) {
          return plan;
        }
      }
    } catch (IOException _) {
      // then nothing can be said
    }
    return Optional.empty();
  }

  private static Optional<Plan> read(Path file, String digest) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? PlanJson.read(Files.readString(file), digest)
        : Optional.empty();
  }
}
