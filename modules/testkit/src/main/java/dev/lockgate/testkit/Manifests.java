package dev.lockgate.testkit;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Measured;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.backup.SchemaState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Manifests for tests: every part of them filled. */
public final class Manifests {
  private Manifests() {}

  /** A manifest with something in each of its lists. */
  public static Manifest of(BackupId id) {
    return of(id, false);
  }

  /** A manifest of an encrypted archive. */
  public static Manifest encrypted(BackupId id) {
    return of(id, true);
  }

  /** A manifest that differs in its time and kind. */
  public static Manifest of(BackupId id, Manifest.Kind kind, Instant began) {
    var any = of(id);
    return new Manifest(
        any.format(),
        id,
        kind,
        any.level(),
        began,
        began,
        any.server(),
        any.schemas(),
        any.archive(),
        any.contents(),
        any.schema(),
        any.origin());
  }

  /** A proof with something in each of its lists. */
  public static Proof proof(BackupId id, ProofLevel level) {
    return new Proof(
        Proof.FORMAT,
        id,
        "6".repeat(64),
        Proof.Kind.DRILL,
        level,
        Instant.parse("2026-02-01T03:00:00Z"),
        61_000,
        "PostgreSQL 17.5",
        List.of(
            new Proof.Check("Rows of every table", Proof.Result.PASSED, "3 rows"),
            new Proof.Check("Content", Proof.Result.NOT_POSSIBLE, "no hashes")),
        List.of("The locale is another."),
        of(id).origin());
  }

  private static Manifest of(BackupId id, boolean encrypted) {
    return new Manifest(
        Manifest.FORMAT,
        id,
        Manifest.Kind.ROUTINE,
        ProofLevel.PARSED,
        Instant.parse("2026-01-31T02:00:00.123Z"),
        Instant.parse("2026-01-31T02:01:00Z"),
        new Manifest.Server(
            "17.5",
            170005,
            17,
            "UTF8",
            "C.UTF-8",
            "C.UTF-8",
            "icu",
            "de-DE",
            "7500000000000000001",
            9_000_000,
            true),
        List.of("public", "öd\"d"),
        new Manifest.Archive(
            "pg_dump custom",
            "zstd-3",
            encrypted ? "age" : "none",
            encrypted ? List.of("age1" + "q".repeat(58)) : List.of(),
            measured('1', 300),
            measured('2', 100),
            measured('3', 120)),
        contents(),
        new SchemaState(
            "4".repeat(64), new TreeMap<>(Map.of("table public.orders", "5".repeat(16))), true),
        new Manifest.Origin(
            "ada", "acme/shop", "c0ffee", "refs/heads/main", "schedule", "", "42", 1));
  }

  /** Something in each list. */
  public static Contents contents() {
    var state = new Contents.SequenceState(7, true);
    return new Contents(
        List.of(
            new Contents.TableRows("public", "orders", 3, "-12345678901234567890"),
            new Contents.TableRows("öd\"d", "na\nme", 0)),
        List.of(new Contents.LeftOut("public", "far", "a foreign table")),
        List.of(
            new Contents.SequenceRange(
                "public", "orders_id", state, new Contents.SequenceState(9, true), false)),
        List.of(new Contents.ExtensionVersion("plpgsql", "1.0", "pg_catalog")),
        List.of(new Contents.MaterializedView("public", "totals", true)),
        2,
        List.of("app_owner"),
        List.of("app_reader"),
        List.of(
            new Contents.History(
                "flyway", "public", "flyway_schema_history", 41, "41", "7".repeat(32))),
        List.of(new Contents.Oddity("constraint not validated", "fk on public.orders")));
  }

  private static Measured measured(char digit, long bytes) {
    return new Measured(String.valueOf(digit).repeat(64), bytes);
  }
}
