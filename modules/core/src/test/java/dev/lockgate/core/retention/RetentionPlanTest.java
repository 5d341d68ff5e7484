package dev.lockgate.core.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Measured;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.backup.SchemaState;
import dev.lockgate.core.step.Unsafe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RetentionPlanTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  private final Map<BackupId, Kept> store = new HashMap<>();
  private final Set<BackupId> damaged = new HashSet<>();
  private final Set<BackupId> looked = new HashSet<>();

  @Test
  void backups_older_than_the_days_are_removed_and_the_younger_kept() {
    daily(10);

    var plan = plan(new Retention(OptionalInt.of(7), OptionalInt.empty(), 0, 1));

    assertThat(plan.kept()).hasSize(7).containsValue("younger than 7 days");
    assertThat(plan.removed()).containsOnlyKeys(at(7), at(8), at(9));
  }

  @Test
  void one_reason_to_keep_a_backup_is_enough() {
    daily(10);

    var plan = plan(new Retention(OptionalInt.of(2), OptionalInt.of(5), 0, 1));

    assertThat(plan.kept()).hasSize(5).containsEntry(at(4), "one of the newest 5");
  }

  @Test
  void the_newest_of_each_month_is_kept_for_as_many_months_as_asked_for() {
    daily(120);

    var plan = plan(new Retention(OptionalInt.of(1), OptionalInt.empty(), 3, 1));

    assertThat(plan.kept().keySet())
        .extracting(id -> id.takenAt().toString().substring(0, 10))
        .containsExactly("2026-03-31", "2026-02-28", "2026-01-31");
  }

  @Test
  void the_newest_verified_backup_stays_however_old_it_is() {
    daily(10);
    add(at(9), Manifest.Kind.ROUTINE, ProofLevel.VERIFIED);
    add(at(8), Manifest.Kind.ROUTINE, ProofLevel.VERIFIED);

    var plan = plan(new Retention(OptionalInt.of(2), OptionalInt.empty(), 0, 1));

    assertThat(plan.kept()).containsEntry(at(8), "the newest verified one");
    assertThat(plan.removed()).containsKey(at(9));
  }

  @Test
  void of_those_that_would_go_the_newest_that_was_drilled_stays() {
    daily(10);
    drilled(at(8), ProofLevel.VERIFIED);
    drilled(at(6), ProofLevel.RESTORED);
    drilled(at(9), ProofLevel.VERIFIED);
    add(at(5), Manifest.Kind.ROUTINE, ProofLevel.VERIFIED);

    var plan = plan(new Retention(OptionalInt.of(3), OptionalInt.empty(), 0, 1));

    assertThat(plan.kept())
        .hasSize(5)
        .containsEntry(at(5), "the newest verified one")
        .containsEntry(at(8), "the newest that a drill restored");
  }

  private void drilled(BackupId id, ProofLevel level) {
    var proof =
        new Proof(
            Proof.FORMAT,
            id,
            "6".repeat(64),
            Proof.Kind.DRILL,
            level,
            NOW,
            61_000,
            "PostgreSQL 17.5",
            List.of(),
            List.of(),
            Objects.requireNonNull(store.get(id)).manifest().origin());
    store.put(id, new Kept(Objects.requireNonNull(store.get(id)).manifest(), List.of(proof)));
  }

  @Test
  void there_are_never_fewer_than_min_keep() {
    for (int days = 100; days < 105; days++) {
      add(at(days), Manifest.Kind.ROUTINE, ProofLevel.PARSED);
    }

    var plan = plan(new Retention(OptionalInt.of(1), OptionalInt.empty(), 0, 3));

    assertThat(plan.kept()).containsOnlyKeys(at(100), at(101), at(102));
    assertThat(plan.kept()).containsEntry(at(100), "`min-keep` is 3");
  }

  @Test
  void a_safety_backup_is_exempt_for_thirty_days() {
    daily(5);
    add(at(29), Manifest.Kind.PRE_RESTORE, ProofLevel.PARSED);
    add(at(31), Manifest.Kind.PRE_DEPLOY, ProofLevel.PARSED);

    var plan = plan(new Retention(OptionalInt.of(3), OptionalInt.empty(), 0, 1));

    assertThat(plan.kept()).containsEntry(at(29), "a safety backup, kept for 30 days");
    assertThat(plan.removed()).containsKey(at(31));
  }

  @Test
  void a_damaged_backup_is_left_to_a_person_and_does_not_count() {
    daily(6);
    damaged.add(at(3));

    var plan = plan(new Retention(OptionalInt.empty(), OptionalInt.of(1), 0, 4));

    assertThat(plan.kept()).containsOnlyKeys(at(0), at(1), at(2), at(3), at(4));
    assertThat(plan.removed()).containsOnlyKeys(at(5));
  }

  @Test
  void only_what_its_name_does_not_decide_is_read() {
    daily(500);
    add(at(0), Manifest.Kind.ROUTINE, ProofLevel.VERIFIED);

    plan(new Retention(OptionalInt.of(499), OptionalInt.empty(), 0, 3));

    assertThat(looked).hasSizeLessThan(5);
  }

  @Test
  void a_clock_that_jumps_removes_neither_all_nor_the_verified_one() {
    var random = new Random(3);
    for (int round = 0; round < 300; round++) {
      store.clear();
      daily(random.nextInt(1, 40));
      var verified = at(random.nextInt(40));
      add(verified, Manifest.Kind.ROUTINE, ProofLevel.VERIFIED);
      var minKeep = random.nextInt(1, 6);
      var now = NOW.plus(Duration.ofDays(random.nextInt(-4000, 4000)));
      var retention =
          new Retention(OptionalInt.of(random.nextInt(0, 40)), OptionalInt.empty(), 0, minKeep);

      var plan = RetentionPlan.of(retention, List.copyOf(store.keySet()), this::look, now);

      assertThat(plan.kept()).hasSizeGreaterThanOrEqualTo(Math.min(minKeep, store.size()));
      assertThat(plan.kept()).containsKey(verified);
      assertThat(plan.kept().size() + plan.removed().size()).isEqualTo(store.size());
    }
  }

  @Test
  void each_environment_has_its_own_days_and_an_unknown_one_those_of_production() {
    assertThat(Retention.of("development").days()).hasValue(3);
    assertThat(Retention.of("staging").days()).hasValue(7);
    assertThat(Retention.of("production")).isEqualTo(Retention.of(""));
    assertThat(Retention.of("production").days()).hasValue(30);
    assertThat(Retention.of("production").monthly()).isEqualTo(12);
    var five =
        Retention.of("production")
            .with(OptionalInt.empty(), OptionalInt.of(5), OptionalInt.of(0), OptionalInt.empty());
    assertThat(five).isEqualTo(new Retention(OptionalInt.empty(), OptionalInt.of(5), 0, 3));
  }

  private RetentionPlan plan(Retention retention) {
    var ids = new ArrayList<>(store.keySet());
    ids.sort(null);
    return RetentionPlan.of(retention, ids, this::look, NOW);
  }

  private Kept look(BackupId id) {
    looked.add(id);
    if (damaged.contains(id)) {
      throw new Unsafe("manifest-damaged", "It cannot be trusted.", "Nothing was changed.");
    }
    return Objects.requireNonNull(store.get(id));
  }

  private void daily(int days) {
    for (int day = 0; day < days; day++) {
      add(at(day), Manifest.Kind.ROUTINE, ProofLevel.PARSED);
    }
  }

  private static BackupId at(int daysAgo) {
    return new BackupId("shop", NOW.minus(Duration.ofDays(daysAgo)), "00000000");
  }

  private void add(BackupId id, Manifest.Kind kind, ProofLevel level) {
    var measured = new Measured("0".repeat(64), 1);
    store.put(
        id,
        new Kept(
            new Manifest(
                Manifest.FORMAT,
                id,
                kind,
                level,
                id.takenAt(),
                id.takenAt(),
                new Manifest.Server("17.5", 170005, 17, "UTF8", "C", "C", "libc", "", "", 1, false),
                List.of(),
                new Manifest.Archive(
                    "pg_dump custom", "zstd-3", "none", List.of(), measured, measured, measured),
                Contents.NOTHING,
                new SchemaState("", new TreeMap<>(), true),
                new Manifest.Origin("", "", "", "", "", "", "", 1)),
            List.of()));
  }
}
