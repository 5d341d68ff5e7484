package dev.lockgate.runner;

import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.Handover;
import dev.lockgate.core.step.PullRequest;
import dev.lockgate.core.step.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A GitHub runner, which speaks through environment variables, files and workflow commands. */
final class RunnerHost implements Host {
  private final Console console;
  private final Environment environment;
  private final Annotations annotations;
  private final FileCommands files;
  private final Run run;

  RunnerHost(String step, Environment environment, PrintStream out) {
    this.console = new Console(out);
    this.environment = environment;
    this.annotations = new Annotations(console);
    this.files = new FileCommands(environment);
    this.run = environment.run(step);
  }

  /**
   * The runner turns spaces to underscores and letters to capitals, and keeps dashes. A name that
   * was planted in another way, such as in small letters, is not looked at.
   */
  @Override
  public Optional<String> input(String name) {
    return environment.text("INPUT_" + name.replace(' ', '_').toUpperCase(Locale.ROOT));
  }

  @Override
  public Map<String, String> secrets() {
    return environment.secrets();
  }

  @Override
  public Run run() {
    return run;
  }

  @Override
  public Path workspace() {
    return environment.workspace();
  }

  @Override
  public Path reportFolder() {
    return workspace().resolve(ReportFiles.FOLDER);
  }

  @Override
  public Optional<PullRequest> pullRequest() {
    return environment.event().about();
  }

  @Override
  public Optional<Set<String>> dispatched() {
    return run.event().equals("workflow_dispatch")
        ? Optional.of(environment.event().typed())
        : Optional.empty();
  }

  @Override
  public void refuseForbiddenContext() {
    PullRequestTarget.refuse(run, environment.event(), workspace());
  }

  @Override
  public void mask(String value) {
    console.command("add-mask", value);
  }

  @Override
  public void print(String line) {
    console.print(line);
  }

  @Override
  public void printUntrusted(String text) {
    console.printUntrusted(text);
  }

  @Override
  public void group(String title) {
    console.command(title.isEmpty() ? "endgroup" : "group", title);
  }

  @Override
  public void annotate(Finding finding) {
    annotations.write(finding);
  }

  @Override
  public void show(Ending ending, Map<String, String> outputs) {
    files.summary(MarkdownSummary.of(ending, files.summaryBudget()));
    files.outputs(outputs);
    annotations.write(ending);
    group("The whole report");
    console.printUntrusted(Terminal.of(ending));
    group("");
  }

  @Override
  public void take(Handover created) throws IOException {
    Ownership.give(created, workspace());
  }
}
