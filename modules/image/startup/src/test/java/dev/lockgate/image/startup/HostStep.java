package dev.lockgate.image.startup;

import dev.lockgate.testkit.Repository;
import dev.lockgate.testkit.actions.ActionYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A step started on this machine as the launcher starts it in its image: same runtime, flags and
 * class path.
 */
record HostStep(Path java, Path libraries, Path workspace) {
  /** How it ended. */
  record Ended(int exit, String log) {}

  /** The jar of a step that was built. */
  static Optional<Path> jar(String step) throws IOException {
    var target = Repository.root().resolve("action-" + step).resolve("target");
    if (!Files.isDirectory(target)) {
      return Optional.empty();
    }
    try (var jars = Files.newDirectoryStream(target, "action-" + step + "*.jar")) {
      for (var jar : jars) {
        return Optional.of(jar);
      }
    }
    return Optional.empty();
  }

  /** The class path in its fixed order: libraries sorted, the step's jar last. */
  String classPath(Path last) throws IOException {
    try (var jars = Files.list(libraries)) {
      var path = new ArrayList<>(jars.sorted().map(Path::toString).toList());
      path.add(last.toString());
      return String.join(":", path);
    }
  }

  /** Runs a step to its end. */
  Ended run(String step, Map<String, String> inputs, String... flags)
      throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(java.toString());
    line.addAll(JavaArguments.FLAGS);
    line.addAll(List.of(flags));
    line.add("-Dlockgate.rootfs=" + Repository.root().resolve("modules/image/target/rootfs"));
    line.addAll(List.of("-cp", classPath(jar(step).orElseThrow())));
    var name = step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1);
    line.add("dev.lockgate.action.%s.%sAction".formatted(step, name));
    var builder = new ProcessBuilder(line).directory(workspace.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment(step, inputs));
    var process = builder.start();
    process.getOutputStream().close();
    var log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), log);
  }

  /** What a runner would set: inputs with their defaults, and the files to write to. */
  Map<String, String> environment(String step, Map<String, String> inputs) throws IOException {
    var environment = new HashMap<String, String>();
    ActionYaml.ofStep(step)
        .inputs()
        .forEach((input, given) -> environment.put(variable(input), given.fallback().orElse("")));
    environment.put(variable("github-token"), "");
    inputs.forEach((input, value) -> environment.put(variable(input), value));
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", workspace.toString());
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_WORKSPACE", workspace.toString());
    environment.put("RUNNER_TEMP", workspace.toString());
    environment.put("GITHUB_REPOSITORY", "shop/shop");
    environment.put("GITHUB_SHA", "0123456789abcdef0123456789abcdef01234567");
    environment.put("GITHUB_RUN_ID", "1");
    environment.put("GITHUB_EVENT_NAME", "push");
    environment.put("GITHUB_SERVER_URL", "https://github.invalid");
    for (var file : List.of("OUTPUT", "STEP_SUMMARY", "STATE", "ENV", "PATH")) {
      var path = workspace.resolve("github-" + file);
      Files.writeString(path, "");
      environment.put("GITHUB_" + file, path.toString());
    }
    return environment;
  }

  private static String variable(String input) {
    return "INPUT_" + input.toUpperCase(Locale.ROOT);
  }
}
