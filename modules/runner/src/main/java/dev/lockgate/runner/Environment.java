package dev.lockgate.runner;

import dev.lockgate.core.step.Run;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The variables that a runner sets; a missing or bad one gets a sensible default. */
final class Environment {
  private static final Pattern SECRET =
      Pattern.compile(
          "ACTIONS_(RUNTIME|ID_TOKEN_REQUEST)_TOKEN|AWS_(SECRET_ACCESS_KEY|SESSION_TOKEN)"
              + "|(?i)https?_proxy");

  private static final Pattern PROXY = Pattern.compile("(?i)https?_proxy");

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /** The file that a variable names; empty when it names none. */
  Optional<Path> file(String name) {
    return text(name).filter(path -> !path.isBlank()).map(Path::of);
  }

  Path workspace() {
    return file("GITHUB_WORKSPACE").orElse(Path.of("")).toAbsolutePath().normalize();
  }

  Event event() {
    return Event.read(file("GITHUB_EVENT_PATH"));
  }

  Run run(String step) {
    var repository = github("REPOSITORY");
    var runId = github("RUN_ID");
    var page =
        repository.isEmpty() || runId.isEmpty()
            ? ""
            : text("GITHUB_SERVER_URL").filter(url -> !url.isBlank()).orElse("https://github.com")
                + "/"
                + repository
                + "/actions/runs/"
                + runId;
    return new Run(
        step,
        text("GITHUB_TRIGGERING_ACTOR").orElse(github("ACTOR")),
        repository,
        github("SHA"),
        github("REF"),
        github("EVENT_NAME"),
        page,
        runId,
        attempt());
  }

  /** What is secret besides the inputs; the runner masks it in its log, not in our files. */
  Map<String, String> secrets() {
    return variables.entrySet().stream()
        .filter(variable -> SECRET.matcher(variable.getKey()).matches())
        .filter(variable -> holdsSecret(variable.getKey(), variable.getValue()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** A proxy is secret only when its address holds a password. */
  private static boolean holdsSecret(String name, String value) {
    return !value.isBlank() && (!PROXY.matcher(name).matches() || value.contains("@"));
  }

  private String github(String name) {
    return text("GITHUB_" + name).orElse("").strip();
  }

  private int attempt() {
    try {
      return Math.max(1, Integer.parseInt(github("RUN_ATTEMPT")));
    } catch (NumberFormatException _) {
      return 1;
    }
  }
}
