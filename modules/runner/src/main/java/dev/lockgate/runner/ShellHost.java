package dev.lockgate.runner;

import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.Handover;
import dev.lockgate.core.step.PullRequest;
import dev.lockgate.core.step.Run;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A shell, for the day GitHub is down: inputs are flags, and the report is printed. */
final class ShellHost implements Host {
  /** A flag that only a shell has: where the report files go. */
  private static final String REPORT_FOLDER = "report-folder";

  private final Map<String, String> flags;
  private final PrintStream out;
  private final Path workspace;
  private final Run run;

  ShellHost(String step, Map<String, String> flags, PrintStream out) {
    this.flags = Map.copyOf(flags);
    this.out = out;
    this.workspace = Path.of("").toAbsolutePath();
    this.run = new Run(step, System.getProperty("user.name", ""), "", "", "", "shell", "", "", 1);
  }

  @Override
  public Optional<String> input(String name) {
    return Optional.ofNullable(flags.get(name));
  }

  @Override
  public Map<String, String> secrets() {
    return new Environment(System.getenv()).secrets();
  }

  @Override
  public Run run() {
    return run;
  }

  @Override
  public Path workspace() {
    return workspace;
  }

  @Override
  public Path reportFolder() {
    return workspace.resolve(flags.getOrDefault(REPORT_FOLDER, ReportFiles.FOLDER));
  }

  @Override
  public Optional<PullRequest> pullRequest() {
    return Optional.empty();
  }

  @Override
  public Optional<Set<String>> dispatched() {
    return Optional.empty();
  }

  @Override
  public void refuseForbiddenContext() {}

  @Override
  public void mask(String value) {}

  @Override
  public synchronized void print(String line) {
    line.lines().map(Console::plain).forEach(out::println);
    out.flush();
  }

  @Override
  public void printUntrusted(String text) {
    print(text);
  }

  @Override
  public void group(String title) {
    if (!title.isEmpty()) {
      print(title);
    }
  }

  @Override
  public void annotate(Finding finding) {
    print(finding.level().name().toLowerCase(Locale.ROOT) + ": " + finding.message());
  }

  @Override
  public void show(Ending ending, Map<String, String> outputs) {
    print("");
    print(Terminal.of(ending));
    outputs.entrySet().stream()
        .filter(output -> output.getKey().endsWith("-path") && !output.getValue().isEmpty())
        .forEach(output -> print(output.getKey() + ": " + output.getValue()));
  }

  /** Whoever works in a shell owns what they create. */
  @Override
  public void take(Handover created) {}
}
