package dev.lockgate.core.restore;

import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.Proof.Check;
import dev.lockgate.core.backup.Proof.Result;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.backup.SchemaState;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.core.verification.Checklist;
import dev.lockgate.core.verification.RestoredDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What was loaded, looked at from all sides before the commit. The schema {@code lockgate} is left
 * out: it stays the live database's.
 *
 * @param level what this proved of the backup
 * @param checks in the order in which they were made
 * @param notes what differs and may
 */
record Verified(ProofLevel level, List<Check> checks, List<String> notes) {
  private static final String OURS = "lockgate";

  Verified {
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
  }

  /**
   * Looks.
   *
   * @throws Unsafe {@code restored-data-differs}; the live database is untouched
   */
  static Verified of(RestoreSource source, TargetState state, RestoredDatabase loaded) {
    return source
        .manifest()
        .map(manifest -> compared(manifest, state, new WithoutOurs(loaded)))
        .orElseGet(() -> unverified(source, new WithoutOurs(loaded)));
  }

  private static Verified compared(Manifest manifest, TargetState state, RestoredDatabase loaded) {
    var list = Checklist.of(without(manifest), loaded);
    var notes = new ArrayList<>(list.notes());
    var sameMajor = manifest.server().major() == state.serverMajor();
    var differing = new ArrayList<String>();
    for (var check : list.checks()) {
      if (check.result() != Result.FAILED) {
        continue;
      }
      var words = check.name() + ": " + check.detail();
      if (sameMajor || list.lostData().contains(check)) {
        differing.add(words);
      } else {
        notes.add("PostgreSQL " + state.serverMajor() + " describes otherwise: " + words);
      }
    }
    refuse(manifest.id().toString(), differing);
    return new Verified(
        list.passed() ? ProofLevel.VERIFIED : ProofLevel.RESTORED, list.checks(), notes);
  }

  private static Verified unverified(RestoreSource source, RestoredDatabase loaded) {
    var checks = loaded.health();
    refuse(
        source.name(),
        checks.stream()
            .filter(check -> check.result() == Result.FAILED)
            .map(check -> check.name() + ": " + check.detail())
            .toList());
    return new Verified(
        ProofLevel.RESTORED,
        checks,
        List.of(
            "Unverified source: nothing says what %s should hold, so nothing could be compared."
                .formatted(source.name())));
  }

  private static void refuse(String source, List<String> differing) {
    if (!differing.isEmpty()) {
      throw new Unsafe(
          "restored-data-differs",
          "What was restored from %s is not as it should be. %s."
              .formatted(source, Restore.shortened(differing)),
          "The live database was not changed; what was restored was removed. Use another backup"
              + " and report this, for the archive was whole.");
    }
  }

  private static Manifest without(Manifest m) {
    return new Manifest(
        m.format(),
        m.id(),
        m.kind(),
        m.level(),
        m.began(),
        m.ended(),
        m.server(),
        m.schemas(),
        m.archive(),
        without(m.contents()),
        without(m.schema()),
        m.origin());
  }

  private static Contents without(Contents c) {
    return new Contents(
        c.tables().stream().filter(t -> !t.schema().equals(OURS)).toList(),
        c.leftOut().stream().filter(t -> !t.schema().equals(OURS)).toList(),
        c.sequences().stream().filter(s -> !s.schema().equals(OURS)).toList(),
        c.extensions(),
        c.views().stream().filter(v -> !v.schema().equals(OURS)).toList(),
        c.largeObjects(),
        c.owners(),
        c.grantees(),
        c.histories(),
        c.oddities());
  }

  private static SchemaState without(SchemaState schema) {
    var objects = new TreeMap<>(schema.objects());
    objects.keySet().removeIf(name -> name.endsWith(" " + OURS) || name.contains(" " + OURS + "."));
    return new SchemaState(schema.digest(), objects, schema.steady());
  }

  /** A restored database without the schema that stays the live one's. */
  private record WithoutOurs(RestoredDatabase whole) implements RestoredDatabase {
    @Override
    public Contents contents(List<String> schemas, boolean hashes) {
      return without(whole.contents(schemas, hashes));
    }

    @Override
    public SchemaState schema(List<String> schemas) {
      return without(whole.schema(schemas));
    }

    @Override
    public List<Proof.Check> health() {
      return whole.health();
    }
  }
}
