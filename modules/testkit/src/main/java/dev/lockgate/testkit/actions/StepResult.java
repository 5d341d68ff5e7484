package dev.lockgate.testkit.actions;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a step ended, and everything it said, as the runner took it.
 *
 * @param exit the container's exit code; -1 when it outlived its cancellation
 * @param succeeded exit 0 and every command and file understood
 * @param leftRunning whether the container still ran when the runner gave up on it
 * @param outputs of {@code GITHUB_OUTPUT}
 * @param state of {@code GITHUB_STATE}
 * @param exported of {@code GITHUB_ENV}
 * @param summary as shown, masked; empty when too big
 * @param rawSummary before masking
 * @param annotations kept ones, masked
 * @param masks secrets the step registered
 * @param log what people see: both streams, commands obeyed, masked
 * @param stdout raw
 * @param stderr raw
 * @param took from start to exit
 * @param unwinding from the cancellation to the exit; next to nothing without one
 */
public record StepResult(
    int exit,
    boolean succeeded,
    boolean leftRunning,
    Map<String, String> outputs,
    Map<String, String> state,
    Map<String, String> exported,
    String summary,
    String rawSummary,
    List<Annotation> annotations,
    Set<String> masks,
    List<String> log,
    String stdout,
    String stderr,
    Duration took,
    Duration unwinding) {
  public StepResult {
    outputs = Map.copyOf(outputs);
    state = Map.copyOf(state);
    exported = Map.copyOf(exported);
    annotations = List.copyOf(annotations);
    masks = Set.copyOf(masks);
    log = List.copyOf(log);
  }

  /** The log as one text. */
  public String logText() {
    return String.join("\n", log);
  }

  /**
   * Everything the step wrote, by where it went, before the runner's masks help; the lines that
   * register a mask are left out, for the runner swallows them.
   */
  public Map<String, String> sinks() {
    var sinks = new LinkedHashMap<String, String>();
    sinks.put("standard output", withoutMasks(stdout));
    sinks.put("standard error", withoutMasks(stderr));
    sinks.put("summary", rawSummary);
    sinks.put("outputs", outputs.toString());
    sinks.put("state", state.toString());
    sinks.put("environment for later steps", exported.toString());
    sinks.put("annotations", annotations.toString());
    return sinks;
  }

  private static String withoutMasks(String stream) {
    return String.join("\n", stream.lines().filter(l -> !l.startsWith("::add-mask::")).toList());
  }

  /** What a failed assertion shows. */
  @Override
  public String toString() {
    return "exit " + exit + ", outputs " + outputs + "\n" + logText() + "\n--- summary\n" + summary;
  }
}
