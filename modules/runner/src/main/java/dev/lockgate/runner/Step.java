package dev.lockgate.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.Announcement;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StickyComment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs the work of a step once and tells everyone how it ended: step summary, outputs, annotations,
 * report files, pull request, chat, exit code.
 *
 * <pre>{@code
 * static void main() {
 *   System.exit(
 *       Step.onRunner("diff")
 *           .announcing(SlackWebhook::new)
 *           .commenting(PullRequestComment::new)
 *           .run(DiffAction::diff));
 * }
 * }</pre>
 *
 * <p>The inputs {@code slack-webhook-url} and {@code notify} are read here for every step that
 * announces, {@code github-token} and {@code comment} for every step that comments; the output
 * {@code comment-url} is set here. All that leaves a step is free of secrets, because the report is
 * redacted once, before any renderer sees it.
 */
public final class Step {
  private final Host host;
  private final Telling telling;

  /** The work of a step: read the inputs, choose the parts, do it. */
  @FunctionalInterface
  public interface Work {
    /** Does the work. */
    Outcome run(Inputs inputs, StepContext context);
  }

  /** Opens the comment that a step keeps on a pull request. */
  @FunctionalInterface
  public interface Comments {
    /**
     * Opens it; nothing is sent yet.
     *
     * @param token of GitHub
     * @param number of the pull request
     */
    StickyComment open(Secret token, Run run, int number);
  }

  Step(Host host) {
    this(host, Telling.NOBODY);
  }

  private Step(Host host, Telling telling) {
    this.host = host;
    this.telling = telling;
  }

  /**
   * A step on a GitHub runner.
   *
   * @param name such as {@code backup}
   */
  public static Step onRunner(String name) {
    // System.out would write in the encoding of the container's locale, which may have no umlauts
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    return new Step(new RunnerHost(name, new Environment(System.getenv()), out));
  }

  /**
   * The same step from a shell.
   *
   * @param flags inputs by name, such as {@code database-url}, and {@code report-folder} for where
   *     the report files go instead of {@code lockgate-reports}
   * @param out where the log and the report are printed
   */
  public static Step inShell(String name, Map<String, String> flags, PrintStream out) {
    return new Step(new ShellHost(name, flags, out));
  }

  /**
   * Also tells a chat, as the input {@code notify} wants it.
   *
   * @param chat opens the webhook that {@code slack-webhook-url} names
   */
  public Step announcing(Function<Secret, Announcement> chat) {
    return new Step(host, telling.announcing(chat));
  }

  /** Also keeps a comment on the pull request that the run is about. */
  public Step commenting(Comments comments) {
    return new Step(host, telling.commenting(comments));
  }

  /**
   * Does the work and tells everyone how it ended; returns the exit code. A run that is cancelled
   * meanwhile unwinds, tells what state it leaves, and ends with 130.
   */
  public int run(Work work) {
    return new StepRun(host, telling).run(work);
  }
}
