package dev.lockgate.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.testkit.actions.Heard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A runner's variables and files in a folder, and what a step leaves in them. */
final class FakeRunner {
  final Path workspace;
  final List<Ending> told = new ArrayList<>();
  final Map<String, String> comments = new HashMap<>();
  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private boolean outsideFails;

  FakeRunner(Path folder) {
    this.folder = folder;
    this.workspace = folder.resolve("workspace");
    try {
      Files.createDirectories(workspace);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    with("GITHUB_WORKSPACE", workspace.toString());
    with("GITHUB_OUTPUT", folder.resolve("output").toString());
    with("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
    with("GITHUB_REPOSITORY", "acme/shop");
    with("GITHUB_SHA", "1f2e3d4c5b6a798877665544332211ffeeddccbb");
    with("GITHUB_ACTOR", "octocat");
    with("GITHUB_RUN_ID", "77");
    with("GITHUB_EVENT_NAME", "push");
  }

  FakeRunner with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  FakeRunner without(String variable) {
    variables.remove(variable);
    return this;
  }

  FakeRunner input(String name, String value) {
    return with("INPUT_" + name.toUpperCase(Locale.ROOT), value);
  }

  /** An event with a payload. */
  FakeRunner event(String name, String payload) {
    write(folder.resolve("event.json"), payload);
    return with("GITHUB_EVENT_NAME", name)
        .with("GITHUB_EVENT_PATH", folder.resolve("event.json").toString());
  }

  /** From now on Slack and GitHub refuse, in words that hold a secret. */
  FakeRunner outsideFails() {
    outsideFails = true;
    return this;
  }

  int run(Step.Work work) {
    return run("backup", work);
  }

  int run(String step, Step.Work work) {
    var out = new PrintStream(printed, true, UTF_8);
    return new Step(new RunnerHost(step, new Environment(variables), out))
        .announcing(webhook ->
            ending -> {
              refuse(webhook.reveal());
              told.add(ending);
            })
        .commenting((token, _, number) ->
            (subject, markdown) -> {
              refuse(token.reveal());
              comments.put(number + " " + subject, markdown);
              return "https://github.test/acme/shop/pull/" + number + "#c1";
            })
        .run(work);
  }

  String printed() {
    return printed.toString(UTF_8);
  }

  Heard heard() {
    return Heard.from(printed());
  }

  String summary() {
    return read(folder.resolve("summary"));
  }

  String rawOutputs() {
    return read(folder.resolve("output"));
  }

  Map<String, String> outputs() {
    return Heard.values(rawOutputs());
  }

  String reportFile(String name) {
    return read(workspace.resolve("lockgate-reports").resolve(name));
  }

  private void refuse(String secret) {
    if (outsideFails) {
      throw new OutsideFailed("refused", "The other side said no to " + secret + ".", "Nothing.");
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
