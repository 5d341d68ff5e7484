package dev.lockgate.postgres;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this process runs. */
final class Surroundings {
  private Surroundings() {}

  /** Whether this is a container: Docker, Podman or Kubernetes. */
  static boolean inContainer() {
    return Files.exists(Path.of("/.dockerenv"))
        || Files.exists(Path.of("/run/.containerenv"))
        || System.getenv("KUBERNETES_SERVICE_HOST") != null;
  }
}
