package dev.lockgate.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program run to its end, with an environment of its own. */
public record Command(List<String> arguments, Map<String, String> environment, Path folder) {
  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  public static Command in(Path folder, String... arguments) {
    return new Command(List.of(arguments), Map.of(), folder);
  }

  /** What the program printed; fails with all of it when the program failed. */
  public String output() throws IOException {
    var builder =
        new ProcessBuilder(arguments).directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> !name.equals("PATH") && !name.endsWith("_proxy"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new BuildFailure(
            "%s ended with %d:%n%s"
                .formatted(arguments.getFirst(), process.exitValue(), output.strip()));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BuildFailure("interrupted while running " + arguments.getFirst(), e);
    }
    return output;
  }
}
