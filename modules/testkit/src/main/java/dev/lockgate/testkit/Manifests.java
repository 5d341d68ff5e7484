package dev.lockgate.testkit;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Measured;
import dev.lockgate.core.backup.ProofLevel;
import java.time.Instant;
import java.util.List;

/** Manifests for tests: every part of them filled. */
public final class Manifests {
  private Manifests() {}

  /** A manifest with something in each of its lists. */
  public static Manifest of(BackupId id) {
    return new Manifest(
        Manifest.FORMAT,
        id,
        Manifest.Kind.ROUTINE,
        ProofLevel.PARSED,
        Instant.parse("2026-01-31T02:00:00.123Z"),
        Instant.parse("2026-01-31T02:01:00Z"),
        new Manifest.Server("17.5", 170005, 17, "UTF8", "C.UTF-8", "C.UTF-8"),
        new Manifest.Archive(
            "pg_dump custom", "zstd-3", measured('1', 300), measured('2', 100), measured('2', 100)),
        contents(),
        new Manifest.Origin(
            "ada", "acme/shop", "c0ffee", "refs/heads/main", "schedule", "", "42", 1));
  }

  /** Something in each list. */
  public static Contents contents() {
    var state = new Contents.SequenceState(7, true);
    return new Contents(
        List.of(
            new Contents.TableRows("public", "orders", 3),
            new Contents.TableRows("öd\"d", "na\nme", 0)),
        List.of(new Contents.LeftOut("public", "far", "a foreign table")),
        List.of(
            new Contents.SequenceRange(
                "public", "orders_id", state, new Contents.SequenceState(9, true), false)),
        List.of(new Contents.ExtensionVersion("plpgsql", "1.0", "pg_catalog")),
        List.of(new Contents.MaterializedView("public", "totals", true)),
        2,
        List.of("app_owner"),
        List.of("app_reader"));
  }

  private static Measured measured(char digit, long bytes) {
    return new Measured(String.valueOf(digit).repeat(64), bytes);
  }
}
