package dev.lockgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockgate.clients.slack.SlackWebhook;
import dev.lockgate.runner.Step;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * The shell command {@code lockgate}: the five steps with the inputs of their action.yml as flags.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // names of objects may hold any letter, whatever the locale can write
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    var exit = run(List.of(args), System.getenv(), out, err);
    out.flush();
    System.exit(exit);
  }

  static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (args.isEmpty() || List.of("--help", "-h", "help").contains(args.getFirst())) {
      out.print(Help.ofAll(Steps.names()));
      return args.isEmpty() ? 2 : 0;
    }
    var step = args.getFirst();
    if (step.equals("compare")) {
      return compare(args.subList(1, args.size()), environment, out, err);
    }
    var work = Steps.of(step);
    if (work == null) {
      err.println(
          "lockgate: there is no step `" + step + "`, expected one of " + Steps.names() + ".");
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

  private static int compare(
      List<String> flags, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (flags.contains("--help") || flags.contains("-h")) {
      out.print(CompareFlags.HELP);
      return 0;
    }
    return new Compare(out, err).run(flags, environment);
  }
}
