package dev.lockgate.testkit.actions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The environment of a container action, in the runner's order: later entries win. */
final class StepEnvironment {
  private final Map<String, String> variables = new LinkedHashMap<>();

  /**
   * What careless or hostile earlier steps leave in {@code GITHUB_ENV}: each of these would break a
   * step that honoured it.
   */
  void poison(ActionYaml action) {
    variables.put("JAVA_HOME", "/opt/hostedtoolcache/none");
    variables.put("JAVA_TOOL_OPTIONS", "-XX:+PlantedByAnEarlierStep");
    variables.put("_JAVA_OPTIONS", "-javaagent:/github/workspace/planted.jar");
    variables.put("JDK_JAVA_OPTIONS", "-XX:+PlantedByAnEarlierStep");
    variables.put("CLASSPATH", "/github/workspace/planted.jar");
    variables.put("LD_PRELOAD", "/github/workspace/planted.so");
    variables.put("LD_LIBRARY_PATH", "/github/workspace");
    variables.put("PGHOST", "planted.invalid");
    variables.put("PGPORT", "1");
    variables.put("PGUSER", "planted");
    variables.put("PGPASSWORD", "planted");
    variables.put("PGOPTIONS", "-c planted.by=earlier -c no_such_setting=1");
    variables.put("PGSERVICE", "planted");
    variables.put("PGSSLMODE", "verify-full");
    variables.put("FLYWAY_URL", "jdbc:postgresql://planted.invalid/planted");
    variables.put("FLYWAY_LOCATIONS", "filesystem:/planted");
    variables.put("LANG", "tr_TR.UTF-8");
    variables.put("LC_ALL", "tr_TR.UTF-8");
    for (var input : action.inputs().keySet()) {
      variables.put(inputVariable(input), "planted by an earlier step");
    }
  }

  /** {@code env:} of workflow, job and step, and what earlier steps exported. */
  void put(Map<String, String> given) {
    variables.putAll(given);
  }

  /** Given inputs, else the file's defaults; an input with neither stays what the env says. */
  void inputs(ActionYaml action, Map<String, String> given, Map<String, String> github) {
    var inputs = new LinkedHashMap<String, String>();
    action
        .inputs()
        .forEach((name, input) -> input.fallback().ifPresent(text -> inputs.put(name, text)));
    inputs.replaceAll((_, text) -> Expressions.evaluate(text, Map.of(), github));
    inputs.putAll(given);
    inputs.forEach((name, value) -> variables.put(inputVariable(name), value));
    action
        .env()
        .forEach(
            (key, text) -> variables.putIfAbsent(key, Expressions.evaluate(text, inputs, github)));
  }

  /** What the runner sets last. */
  void runner(Map<String, String> github, FileCommands files) {
    variables.put("HOME", "/github/home");
    github.forEach((name, value) -> {
      if (!name.equals("token")) {
        variables.put("GITHUB_" + name.toUpperCase(Locale.ROOT), value);
      }
    });
    variables.putAll(files.environment());
    variables.put("RUNNER_OS", "Linux");
    variables.put("RUNNER_ARCH", "X64");
    variables.put("RUNNER_NAME", "GitHub Actions 1");
    variables.put("RUNNER_ENVIRONMENT", "github-hosted");
    variables.put("RUNNER_TEMP", "/github/runner_temp");
    variables.put("RUNNER_TOOL_CACHE", "/opt/hostedtoolcache");
    variables.put("ACTIONS_RUNTIME_URL", "https://pipelines.invalid/");
    variables.put("ACTIONS_RUNTIME_TOKEN", "runtime-token-of-the-test");
    variables.put("ACTIONS_RESULTS_URL", "https://results.invalid/");
    variables.put("GITHUB_ACTIONS", "true");
    variables.putIfAbsent("CI", "true");
  }

  /** As Docker takes it. */
  List<String> lines(Workspace workspace) {
    return variables.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + workspace.inContainer(variable.getValue()))
        .toList();
  }

  /** Only spaces are replaced; dashes stay. */
  private static String inputVariable(String input) {
    return "INPUT_" + input.replace(' ', '_').toUpperCase(Locale.ROOT);
  }
}
