package dev.lockgate.cli;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.plan.Applier;
import dev.lockgate.core.schema.plan.SchemaPlan;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.catalog.BothSides;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code lockgate compare}: the SQL that turns one database into another on standard output, and
 * nothing else there.
 */
final class Compare {
  private final PrintStream out;
  private final PrintStream err;

  Compare(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Returns the exit code; a difference is an answer, no failure. */
  int run(List<String> arguments, Map<String, String> environment) {
    try {
      print(CompareFlags.read(arguments, environment));
      return 0;
    } catch (BadFlag e) {
      return tell(
          2, String.valueOf(e.getMessage()), "Nothing was changed. See `lockgate compare --help`.");
    } catch (StepFailure e) {
      return tell(e.exitCode(), String.valueOf(e.getMessage()), e.remedy() + " (" + e.code() + ")");
    }
  }

  private int tell(int exit, String what, String remedy) {
    err.println("lockgate compare: " + what);
    err.println(remedy);
    return exit;
  }

  private void print(CompareFlags asked) {
    var sides =
        BothSides.read(database(asked.current()), database(asked.desired()), LeftOut.ours());
    var applier = new Applier(sides.role(), sides.major());
    var plan = SchemaPlan.between(sides.current(), sides.desired(), applier);
    if (asked.json()) {
      out.println(CompareJson.of(SchemaComparison.of(sides.current(), sides.desired()), plan));
    } else {
      out.print(plan.script());
    }
    out.flush();
    notes("current", sides.current()).forEach(err::println);
    notes("desired", sides.desired()).forEach(err::println);
    plan.unwritten()
        .forEach(left -> err.println("needs a person: " + left.object() + ": " + left.why()));
  }

  private static Database database(DatabaseUrl url) {
    return new Database(url, Database.Session.DEFAULT, new Cancellation());
  }

  /** How far a side can be relied on. */
  private static Stream<String> notes(String side, SchemaSnapshot schema) {
    var moving =
        schema.steady()
            ? Stream.<String>of()
            : Stream.of("The %s schema was changing while it was read.".formatted(side));
    var uncounted =
        schema.unmodelled().entrySet().stream()
            .map(entry ->
                "Not compared, in the %s database: %s: %d"
                    .formatted(side, entry.getKey(), entry.getValue()));
    return Stream.concat(moving, uncounted);
  }
}
