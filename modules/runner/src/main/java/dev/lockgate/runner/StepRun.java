package dev.lockgate.runner;

import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Cancellation.Cancelled;
import dev.lockgate.core.step.HalfWay;
import dev.lockgate.core.step.Handover;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.core.step.StepFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Objects;

/** One run of a step, from its inputs to its exit code. */
final class StepRun {
  private final Host host;
  private final Telling telling;
  private final Redactor redactor = new Redactor();
  private final Cancellation cancellation = new Cancellation();
  private final Handover handover = new Handover();
  private final RunLog log;
  private final Inputs inputs;
  private final Teller teller;

  StepRun(Host host, Telling telling) {
    var secrets = new Secrets(host, redactor);
    host.secrets().forEach(secrets::hide);
    this.host = host;
    this.telling = telling;
    this.log = new RunLog(host, redactor);
    this.inputs = new Inputs(host::input, host.workspace(), secrets::hide, host.dispatched());
    this.teller = new Teller(host, redactor, log, handover, cancellation);
  }

  int run(Step.Work work) {
    var began = System.nanoTime();
    try (var signals = Signals.watch(cancellation, this::tellThatItIsStuck)) {
      var ended = attempt(work);
      signals.workEnded();
      teller.tell(ended, Duration.ofNanos(System.nanoTime() - began));
      return cancellation.isCancelled() ? Ended.CANCELLED : ended.exitCode();
    }
  }

  /**
   * Does the work. What is thrown after the run was cancelled comes from being stopped; only a
   * database left half-way is told as what it is.
   */
  private Ended attempt(Step.Work work) {
    try {
      return Ended.with(work.run(inputs, prepare()));
    } catch (HalfWay e) {
      return Ended.failed(e);
    } catch (Cancelled e) {
      return Ended.cancelled(message(e));
    } catch (StepFailure e) {
      return cancellation.isCancelled()
          ? Ended.cancelled(message(e) + "\n" + e.remedy())
          : Ended.failed(e);
    } catch (RuntimeException | Error e) {
      return cancellation.isCancelled() ? Ended.cancelled(message(new Cancelled())) : ourBug(e);
    }
  }

  private StepContext prepare() {
    host.refuseForbiddenContext();
    teller.recipients(telling.recipients(inputs, host));
    var reports = teller.reports();
    return new StepContext(
        host.run(), host.pullRequest(), host.workspace(), reports, log, cancellation, handover);
  }

  private Ended ourBug(Throwable bug) {
    var trace = new StringWriter();
    bug.printStackTrace(new PrintWriter(trace));
    log.info("Stack trace of a mistake in Lockgate:");
    log.untrusted(trace.toString());
    return Ended.ourBug(bug);
  }

  private void tellThatItIsStuck() {
    teller.tell(
        Ended.cancelled(
            "The step did not come to rest in time and was ended. PostgreSQL rolls back what had"
                + " not been committed; what had been committed stays. Look at the log for how far"
                + " it came."),
        Duration.ZERO);
  }

  private static String message(Throwable thrown) {
    return Objects.requireNonNullElse(thrown.getMessage(), "");
  }
}
