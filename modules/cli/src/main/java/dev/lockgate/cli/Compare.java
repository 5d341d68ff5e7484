package dev.lockgate.cli;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.proof.Verdict;
import dev.lockgate.core.proof.Verdict.NeedsAPerson;
import dev.lockgate.core.proof.Verdict.Proven;
import dev.lockgate.core.proof.Verdict.Unproven;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.plan.Applier;
import dev.lockgate.core.schema.plan.SchemaPlan;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.catalog.BothSides;
import dev.lockgate.postgres.replay.ProofShadow;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
      return answer(CompareFlags.read(arguments, environment));
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

  private int answer(CompareFlags asked) {
    var current = database(asked.current());
    var sides = BothSides.read(current, database(asked.desired()), LeftOut.ours());
    var comparison = SchemaComparison.of(sides.current(), sides.desired());
    var applier = new Applier(sides.role(), sides.major());
    if (asked.prove()) {
      try (var shadow = new ProofShadow(current, asked.shadowUrl(), new Cancellation())) {
        var proved = shadow.prove(comparison, applier);
        print(asked, proved.comparison(), proved.plan(), proved.verdict());
        return tell(proved.verdict());
      }
    }
    print(asked, comparison, SchemaPlan.between(sides.current(), sides.desired(), applier), null);
    return 0;
  }

  private void print(
      CompareFlags asked, SchemaComparison comparison, SchemaPlan plan, @Nullable Verdict verdict) {
    if (asked.json()) {
      out.println(CompareJson.of(comparison, plan, verdict));
    } else {
      out.print(plan.script());
    }
    out.flush();
    notes("current", comparison.before()).forEach(err::println);
    notes("desired", comparison.after()).forEach(err::println);
    plan.unwritten()
        .forEach(left -> err.println("needs a person: " + left.object() + ": " + left.why()));
  }

  /** The last line is the verdict; what led to it stands above. */
  private int tell(Verdict verdict) {
    if (verdict instanceof NeedsAPerson(var left, var why)) {
      left.forEach(object -> err.println("still differs: " + object));
      why.forEach(err::println);
    }
    err.println(verdict.words());
    return switch (verdict) {
      case Proven() -> 0;
      case NeedsAPerson _, Unproven _ -> 1;
    };
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
