package dev.lockgate.runner;

import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.Handover;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.StickyComment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Tells everyone how a step ended, once. Nothing that fails here changes how it ended. */
final class Teller {
  /** In bytes; what is left of GitHub's limit is for the marker. */
  private static final int COMMENT_BUDGET = StickyComment.LIMIT - 1_500;

  private final Host host;
  private final Redactor redactor;
  private final RunLog log;
  private final Handover handover;
  private final Cancellation cancellation;
  private final ReportFiles files;
  private boolean told;
  private Telling.Recipients recipients = Telling.Recipients.NOBODY;

  Teller(Host host, Redactor redactor, RunLog log, Handover handover, Cancellation cancellation) {
    this.host = host;
    this.redactor = redactor;
    this.log = log;
    this.handover = handover;
    this.cancellation = cancellation;
    this.files = new ReportFiles(host.reportFolder(), host.workspace(), handover);
  }

  /** Learns who is told besides the host. */
  void recipients(Telling.Recipients learned) {
    recipients = learned;
  }

  /** The folder for report files, made when missing. */
  Path reports() {
    return files.folder();
  }

  /**
   * Tells it, unless it was told; whoever comes second waits until it is. After a cancellation the
   * host comes first, and the chat has what time is left; no comment is begun any more.
   */
  synchronized void tell(Ended ended, Duration took) {
    if (told) {
      return;
    }
    told = true;
    var cancelled = cancellation.isCancelled();
    var ending = ending(ended);
    if (!cancelled) {
      ending = commented(ending);
    }
    show(ending);
    attempt("give files to the workspace's owner", () -> host.take(handover));
    log.info("%s (%.1f s)".formatted(ending.report().title(), took.toMillis() / 1000.0));
    announce(ending);
  }

  /** From here on nothing holds a secret. */
  private Ending ending(Ended ended) {
    return new Ending(
        host.run(),
        redactor.redact(host.input("environment").orElse("").strip()),
        ended.result(),
        ended.code(),
        redactor.redact(withoutSecretOutputs(ended.report())));
  }

  /** A later step could not use an output with a hole in it. */
  private Report withoutSecretOutputs(Report report) {
    var outputs = new LinkedHashMap<>(report.outputs());
    outputs
        .entrySet()
        .removeIf(output -> {
          var secret = !redactor.redact(output.getValue()).equals(output.getValue());
          if (secret) {
            log.warning("The output `" + output.getKey() + "` held a secret and is not set.");
          }
          return secret;
        });
    return new Report(report.title(), report.blocks(), report.findings(), outputs);
  }

  private Ending commented(Ending ending) {
    try {
      var comment = recipients.comment().get();
      if (comment.isEmpty()) {
        return ending;
      }
      var subject = (ending.run().step() + " " + ending.environment()).strip();
      var url = comment.get().put(subject, MarkdownSummary.of(ending, COMMENT_BUDGET));
      return ending.with(withOutput(ending.report(), "comment-url", url));
    } catch (RuntimeException e) {
      var note =
          "The pull request was not told: " + redactor.redact(String.valueOf(e.getMessage()));
      log.warning(code(e), note);
      return ending.with(withNote(ending.report(), note));
    }
  }

  /** What people look at first is written first: a cancelled step may not come to the end. */
  private void show(Ending ending) {
    var outputs = new LinkedHashMap<>(ending.report().outputs());
    outputs.put("result", ending.result().word());
    outputs.put("code", ending.code());
    outputs.put("report-path", "");
    outputs.put("json-path", "");
    var reserved = new ArrayList<ReportFiles.Reserved>();
    attempt(
        "make the report files",
        () -> {
          var made = files.reserve(ending.run().step());
          outputs.put("report-path", files.name(made.markdown()));
          outputs.put("json-path", files.name(made.json()));
          reserved.add(made);
        });
    attempt("show how the step ended", () -> host.show(ending, outputs));
    for (var made : reserved) {
      attempt("write the report files", () -> made.fill(ending));
    }
  }

  private void announce(Ending ending) {
    attempt(
        "tell Slack", () -> recipients.chat().apply(ending).ifPresent(chat -> chat.tell(ending)));
  }

  /** Something that may fail without changing how the step ended. */
  private interface Attempt {
    void run() throws IOException;
  }

  private void attempt(String what, Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException | RuntimeException e) {
      log.warning(code(e), "Could not " + what + ": " + e.getMessage());
    }
  }

  private static String code(Exception e) {
    return e instanceof StepFailure failure ? failure.code() : "not-told";
  }

  private static Report withOutput(Report report, String name, String value) {
    var outputs = new LinkedHashMap<>(report.outputs());
    outputs.put(name, value);
    return new Report(report.title(), report.blocks(), report.findings(), outputs);
  }

  private static Report withNote(Report report, String note) {
    var blocks = new ArrayList<>(report.blocks());
    blocks.add(new Block.Text(note));
    return new Report(report.title(), blocks, report.findings(), report.outputs());
  }
}
