package dev.lockgate.testkit.actions;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import dev.lockgate.testkit.Docker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** One step of a job, being described; {@link #run()} runs it as actions/runner would. */
public final class StepRun {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Job job;
  private final ActionYaml action;
  private final String image;
  private final Map<String, String> inputs = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> github = new HashMap<>();
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
  private String event = "{}";
  private String cancelText = "";
  private BooleanSupplier cancelWhen = () -> false;
  private boolean poisoned = true;
  private boolean dockerSocket = true;

  StepRun(Job job, ActionYaml action, String image) {
    this.job = job;
    this.action = action;
    this.image = image;
    github.putAll(
        Map.of(
            "token", "github-token-of-the-test",
            "actor", "octocat",
            "triggering_actor", "octocat",
            "repository", "shop/shop",
            "repository_owner", "shop",
            "sha", "0123456789abcdef0123456789abcdef01234567",
            "ref", "refs/heads/main",
            "event_name", "workflow_dispatch"));
    github.putAll(
        Map.of(
            "ref_name", "main",
            "ref_type", "branch",
            "ref_protected", "true",
            "run_id", "4242",
            "run_number", "7",
            "run_attempt", "1",
            "server_url", "https://github.invalid",
            "api_url", "https://api.github.invalid",
            "workflow", "database",
            "job", "database"));
    github.put("workspace", job.workspace().folder().toString());
    github.put("event_path", job.workspace().event().toString());
  }

  /** An input under {@code with:}. */
  public StepRun with(String input, String value) {
    inputs.put(input, value);
    return this;
  }

  /** A variable under {@code env:}, or one that an earlier step exported. */
  public StepRun env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** A value of the {@code github} context, such as {@code event_name}. */
  public StepRun github(String name, String value) {
    github.put(name, value);
    return this;
  }

  /** The event that started the run: its name and the JSON of {@code event.json}. */
  public StepRun event(String name, String json) {
    event = json;
    return github("event_name", name);
  }

  /** The run is cancelled as soon as a line of either stream holds this text. */
  public StepRun cancelWhenLogged(String text) {
    cancelText = text;
    return this;
  }

  /** The run is cancelled as soon as this holds; it is asked ten times a second. */
  public StepRun cancelWhen(BooleanSupplier condition) {
    cancelWhen = condition;
    return this;
  }

  /** No poison in the environment; for a comparison. */
  public StepRun withoutPoison() {
    poisoned = false;
    return this;
  }

  /** An empty file instead of the engine's socket, as on runners without one. */
  public StepRun withoutDockerSocket() {
    dockerSocket = false;
    return this;
  }

  /** Runs the step to its end, or cancels it, and reads all that it left. */
  public StepResult run() {
    writeEvent();
    var masker = new Masker();
    var log = new StepLog(masker);
    var files = new FileCommands(job.workspace());
    var begin = System.nanoTime();
    try (var container = new StepContainer(create(files), line -> watch(line, log))) {
      container.start();
      var end = finish(container);
      container.awaitStreams();
      var outputs = files.outputs(log);
      var state = files.state(log);
      var exported = files.exported(log);
      var summary = files.summary(log, masker);
      return new StepResult(
          end.exit(),
          end.exit() == 0 && !log.failed(),
          end.leftRunning(),
          outputs,
          state,
          exported,
          summary,
          files.rawSummary(),
          log.annotations(),
          masker.secrets(),
          log.lines(),
          container.stdout(),
          container.stderr(),
          since(begin),
          end.unwinding());
    }
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private record End(int exit, boolean leftRunning, Duration unwinding) {}

  private End finish(StepContainer container) {
    var ended = CompletableFuture.anyOf(container.exit(), cancelled);
    var deadline = Instant.now().plus(LIMIT);
    while (!isDone(ended)) {
      if (cancelWhen.getAsBoolean()) {
        cancelled.complete(null);
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("did not end in " + LIMIT + ": " + container.stdout());
      }
    }
    var signalled = System.nanoTime();
    if (!container.exit().isDone() && !container.cancel()) {
      container.close();
      return new End(-1, true, since(signalled));
    }
    return new End(container.exit().join(), false, since(signalled));
  }

  private static boolean isDone(CompletableFuture<?> future) {
    try {
      future.get(100, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void watch(String line, StepLog log) {
    log.line(line);
    if (!cancelText.isEmpty() && line.contains(cancelText)) {
      cancelled.complete(null);
    }
  }

  private String create(FileCommands files) {
    var labels = new HashMap<>(job.labels());
    labels.put("dev.lockgate.step", "true");
    var command =
        Docker.client()
            .createContainerCmd(image)
            .withName("lockgate_" + UUID.randomUUID().toString().substring(0, 6) + "_" + job.id())
            .withLabels(labels)
            .withWorkingDir("/github/workspace")
            .withEnv(variables(files))
            .withCmd(action.args())
            .withHostConfig(hostConfig());
    action.entrypoint().ifPresent(command::withEntrypoint);
    return command.exec().getId();
  }

  private List<String> variables(FileCommands files) {
    var variables = new StepEnvironment();
    if (poisoned) {
      variables.poison(action);
    }
    variables.put(environment);
    variables.inputs(action, inputs, github);
    variables.runner(github, files);
    return variables.lines(job.workspace());
  }

  private HostConfig hostConfig() {
    var binds = new ArrayList<Bind>();
    var socket = dockerSocket ? Path.of("/var/run/docker.sock") : job.workspace().emptyFile();
    if (Files.exists(socket)) {
      binds.add(new Bind(socket.toString(), new Volume("/var/run/docker.sock")));
    }
    job.workspace()
        .mounts()
        .forEach((host, inside) -> binds.add(new Bind(host.toString(), new Volume(inside))));
    var config = HostConfig.newHostConfig().withBinds(binds);
    job.network().ifPresent(config::withNetworkMode);
    return config;
  }

  private void writeEvent() {
    try {
      Files.writeString(job.workspace().event(), event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
