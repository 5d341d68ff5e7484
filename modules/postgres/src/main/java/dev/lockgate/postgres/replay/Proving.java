package dev.lockgate.postgres.replay;

import dev.lockgate.core.proof.LoadedTexts;
import dev.lockgate.core.proof.Verdict;
import dev.lockgate.core.proof.Verdict.NeedsAPerson;
import dev.lockgate.core.proof.Verdict.Proven;
import dev.lockgate.core.proof.Verdict.Unproven;
import dev.lockgate.core.schema.Difference;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.plan.SchemaPlan;
import dev.lockgate.core.snapshot.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tries SQL where it can do no harm: each side of a comparison is built in a database of its own by
 * planning the way from nothing, the SQL is run there, and the catalog is read again.
 */
final class Proving {
  private final Supplier<Twin> bare;
  private final SchemaSnapshot platform;
  private final Scope scope;

  /**
   * A place to try SQL.
   *
   * @param bare makes a database with roles and settings and nothing else
   * @param platform what is there on both sides and belongs to neither
   */
  Proving(Supplier<Twin> bare, SchemaSnapshot platform, Scope scope) {
    this.bare = bare;
    this.platform = platform;
    this.scope = scope;
  }

  /** Both sides, built. */
  Sides build(SchemaComparison comparison) {
    return new Sides(build(comparison.before()), build(comparison.after()));
  }

  /**
   * One side, built.
   *
   * @param twin where
   * @param wanted what was to be built
   * @param loaded what came out
   */
  record Built(Twin twin, SchemaSnapshot wanted, SchemaSnapshot loaded) {}

  /** Both sides of a comparison, built. */
  final class Sides {
    private final Built before;
    private final Built after;

    private Sides(Built before, Built after) {
      this.before = before;
      this.after = after;
    }

    /** What came out of the definitions of both. */
    LoadedTexts texts() {
      return new LoadedTexts(before.loaded(), after.loaded());
    }

    /** Runs what leads from the first side to the second; the first is no more afterwards. */
    Verdict forward(SchemaPlan plan) {
      return run(plan, before, after, texts());
    }

    /** Runs what leads back; the second side is no more afterwards. */
    Verdict back(SchemaPlan plan) {
      return run(plan, after, before, new LoadedTexts(after.loaded(), before.loaded()));
    }
  }

  private Verdict run(SchemaPlan plan, Built from, Built to, LoadedTexts texts) {
    var asked =
        SchemaComparison.of(from.wanted(), to.wanted()).differences().stream()
            .map(Difference::id)
            .collect(Collectors.toSet());
    var missing = missing(from, asked, texts);
    if (!missing.isEmpty()) {
      return new Unproven("the shadow could not be brought to where the SQL begins: " + missing);
    }
    var why = new ArrayList<String>();
    plan.unwritten().forEach(each -> why.add(each.object() + ": " + each.why()));
    new Script(from.twin().database()).run(plan.statements()).ifPresent(why::add);
    var reached = from.twin().snapshot(scope);
    var left = new TreeSet<>(texts.objects(SchemaComparison.of(reached, to.loaded())));
    texts.objects(SchemaComparison.of(reached, to.wanted())).stream()
        .filter(asked::contains)
        .forEach(left::add);
    return left.isEmpty() && why.isEmpty()
        ? new Proven()
        : new NeedsAPerson(List.copyOf(left), why);
  }

  /** What was to change must be there as it is, else a change of it shows nothing. */
  private static String missing(Built side, Set<ObjectId> asked, LoadedTexts texts) {
    return texts.objects(SchemaComparison.of(side.loaded(), side.wanted())).stream()
        .filter(asked::contains)
        .map(ObjectId::toString)
        .limit(5)
        .collect(Collectors.joining(", "));
  }

  private Built build(SchemaSnapshot wanted) {
    var twin = bare.get();
    var empty = twin.administrator().read(LiveDatabase::read);
    var plan = SchemaPlan.between(empty, platform.and(wanted), twin.applier(twin.administrator()));
    new Script(twin.administrator()).runAll(plan.statements());
    return new Built(twin, wanted, twin.snapshot(scope));
  }
}
