package dev.lockgate.testkit.actions;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a runner makes of the lines that a step printed, without a container around the step. */
public final class Heard {
  private final Masker masker = new Masker();
  private final StepLog log = new StepLog(masker);

  private Heard() {}

  /** Listens to all that was printed. */
  public static Heard from(String printed) {
    var heard = new Heard();
    printed.lines().forEach(heard.log::line);
    return heard;
  }

  /** The values of an output file, read by the runner's own grammar. */
  public static Map<String, String> values(String file) {
    return NameValues.parse(file);
  }

  /** Lines as they are shown: commands obeyed, secrets masked. */
  public List<String> lines() {
    return log.lines();
  }

  /** Annotations that are kept: ten of each level. */
  public List<Annotation> annotations() {
    return log.annotations();
  }

  /** What was registered as secret. */
  public Set<String> masks() {
    return masker.secrets();
  }

  /** Whether a command could not be obeyed, which fails the step. */
  public boolean failed() {
    return log.failed();
  }
}
