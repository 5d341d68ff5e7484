package dev.lockgate.cli;

import dev.lockgate.action.backup.BackupAction;
import dev.lockgate.action.deploy.DeployAction;
import dev.lockgate.action.diff.DiffAction;
import dev.lockgate.action.drift.DriftAction;
import dev.lockgate.action.restore.RestoreAction;
import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.runner.Step;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shell command {@code lockgate}: the five steps with the inputs of their action.yml as flags.
 */
public final class Main {
  private static final Map<String, Step.Work> STEPS = new LinkedHashMap<>();

  static {
    STEPS.put("backup", BackupAction::backup);
    STEPS.put("diff", DiffAction::diff);
    STEPS.put("deploy", DeployAction::deploy);
    STEPS.put("drift", DriftAction::drift);
    STEPS.put("restore", RestoreAction::restore);
  }

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args), System.getenv(), System.out, System.err));
  }

  static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (args.isEmpty() || List.of("--help", "-h", "help").contains(args.getFirst())) {
      out.print(Help.ofAll(STEPS.keySet()));
      return args.isEmpty() ? 2 : 0;
    }
    var step = args.getFirst();
    var work = STEPS.get(step);
    if (work == null) {
      err.println(
          "lockgate: there is no step `" + step + "`, expected one of " + STEPS.keySet() + ".");
      err.println("Nothing was changed. See `lockgate --help`.");
      return 2;
    }
    var action = ActionYml.of(step);
    var flags = args.subList(1, args.size());
    if (flags.contains("--help") || flags.contains("-h")) {
      out.print(Help.of(step, action));
      return 0;
    }
    try {
      var inputs = Flags.read(step, action, flags, environment);
      return Step.inShell(step, inputs, out).announcing(SlackWebhook::new).run(work);
    } catch (BadFlag e) {
      err.println("lockgate " + step + ": " + e.getMessage());
      err.println("Nothing was changed. See `lockgate " + step + " --help`.");
      return 2;
    }
  }
}
