package dev.lockgate.core.step;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A step that could not do its job. There is one kind for each person who can act; each carries a
 * stable code (a heading in the runbook), what happened, and what to do now.
 */
public abstract sealed class StepFailure extends RuntimeException
    permits BadInputs, Unsafe, OutsideFailed, HalfWay {
  private static final long serialVersionUID = 1L;
  private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final String code;
  private final String remedy;

  StepFailure(String code, String message, String remedy, @Nullable Throwable cause) {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("a code is kebab-case, got `" + code + "`");
    }
    this.code = code;
    this.remedy = remedy;
    super(message, cause);
  }

  /** Stable kebab-case name, such as {@code wrong-password}. */
  public final String code() {
    return code;
  }

  /** What to do now, in one or two sentences; says whether the database was changed. */
  public final String remedy() {
    return remedy;
  }

  /** The process exit code of this kind of failure. */
  public abstract int exitCode();
}
