package dev.lockgate.runner;

import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.step.Log;

/** The log of a running step: what the host prints, without secrets. */
final class RunLog implements Log {
  private final Host host;
  private final Redactor redactor;

  RunLog(Host host, Redactor redactor) {
    this.host = host;
    this.redactor = redactor;
  }

  @Override
  public void info(String line) {
    host.print(redactor.redact(line));
  }

  @Override
  public void untrusted(String text) {
    host.printUntrusted(redactor.redact(text));
  }

  @Override
  public void warning(String line) {
    warning("warning", line);
  }

  /** A warning that has a name in the runbook. */
  void warning(String code, String line) {
    host.annotate(Finding.of(Level.WARNING, code, redactor.redact(line)));
  }

  @Override
  public Group group(String title) {
    host.group(redactor.redact(title));
    return () -> host.group("");
  }
}
