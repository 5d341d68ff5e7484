package dev.lockgate.testkit.actions;

import dev.lockgate.testkit.Digests;
import dev.lockgate.testkit.Docker;
import dev.lockgate.testkit.Repository;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The images of our steps, loaded into the engine from what the build wrote. */
public final class Images {
  private Images() {}

  /** Loads a step's image unless the engine has it; returns its id. */
  public static synchronized String ofStep(String step) {
    var tar =
        Repository.root().resolve("action-" + step).resolve("target").resolve("jib-image.tar");
    if (!Files.exists(tar)) {
      throw new IllegalStateException(tar + " is missing: run ./mvnw package first");
    }
    try {
      var id = id(tar);
      if (!Docker.has(id)) {
        try (var stream = new BufferedInputStream(Files.newInputStream(tar))) {
          Docker.load(stream, id);
        }
      }
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The digest of the configuration, which {@code manifest.json} names the file by. */
  private static String id(Path tar) throws IOException {
    try (var in = new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tar)))) {
      var config = "";
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals("manifest.json")) {
          config = configName(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      return digestOf(tar, config);
    }
  }

  private static String configName(String json) {
    var images = (List<?>) new Load(LoadSettings.builder().build()).loadFromString(json);
    var image = (Map<?, ?>) Objects.requireNonNull(images).getFirst();
    return Objects.requireNonNull(image.get("Config")).toString();
  }

  private static String digestOf(Path tar, String config) throws IOException {
    try (var in = new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tar)))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals(config)) {
          return "sha256:" + Digests.sha256(in.readAllBytes());
        }
      }
    }
    throw new IOException(tar + " has no " + config);
  }
}
