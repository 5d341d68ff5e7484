package dev.lockgate.action.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.DrillAge;
import dev.lockgate.core.backup.Drills;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.deploy.DrillGate;
import dev.lockgate.core.deploy.DrillGate.Asked;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.testkit.Manifests;
import dev.lockgate.testkit.MemoryStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proofs of the test kit are of a drill on the first of February 2026. */
class DrillGateTest {
  private final MemoryStore store = new MemoryStore();
  private final BackupId id =
      new BackupId("shop", Instant.parse("2026-01-31T02:00:00.9Z"), "1f3c9a2b");

  private Optional<Instant> stamped = Optional.empty();

  @BeforeEach
  void a_backup() {
    try (var writer = store.open(id, "pgdump.zst", 0)) {
      writer.commit(Manifests.of(id));
    }
  }

  @Test
  void a_drill_within_the_asked_age_opens() {
    drilled(ProofLevel.VERIFIED);

    assertThat(gate("2026-04-01T00:00:00Z", "shop", Asked.BY_POLICY))
        .isEqualTo(
            Gate.open("restore drill", "the last restore drill was on 2026-02-01, 58 days ago"));
  }

  @Test
  void from_day_75_on_it_warns() {
    drilled(ProofLevel.VERIFIED);

    for (var asked : List.of(Asked.BY_POLICY, Asked.BY_RULE)) {
      assertThat(gate("2026-04-17T02:00:00Z", "shop", asked).remedy()).isEmpty();
      var gate = gate("2026-04-17T04:00:00Z", "shop", asked);
      assertThat(gate.open()).isTrue();
      assertThat(gate.evidence())
          .isEqualTo(
              "the last restore drill was on 2026-02-01, 75 days ago; the next is due within 15 days");
      assertThat(gate.remedy()).contains("mode: drill");
    }
  }

  @Test
  void at_day_90_it_closes() {
    drilled(ProofLevel.VERIFIED);

    assertThat(gate("2026-05-02T02:00:00Z", "shop", Asked.BY_RULE).open()).isTrue();
    assertThat(gate("2026-05-02T04:00:00Z", "shop", Asked.BY_RULE).open()).isFalse();
    assertThat(gate("2026-06-01T04:00:00Z", "shop", Asked.BY_RULE).evidence())
        .isEqualTo(
            "the last restore drill was on 2026-02-01, 120 days ago, and a production environment"
                + " asks for one every 90 days");
    assertThat(gate("2026-06-01T04:00:00Z", "shop", Asked.BY_POLICY).evidence())
        .endsWith("and the policy asks for one every 90 days");
  }

  @Test
  void a_restore_that_did_not_verify_everything_is_no_drill() {
    drilled(ProofLevel.RESTORED);

    assertThat(gate("2026-04-01T00:00:00Z", "shop", Asked.BY_POLICY).evidence())
        .startsWith("no restore drill is known");
  }

  @Test
  void a_policy_that_asks_is_not_content_with_none_or_with_that_of_another_database() {
    assertThat(gate("2026-04-01T00:00:00Z", "shop", Asked.BY_POLICY).open()).isFalse();
    drilled(ProofLevel.VERIFIED);

    assertThat(gate("2026-04-01T00:00:00Z", "other", Asked.BY_POLICY).open()).isFalse();
  }

  @Test
  void a_database_may_begin_without_a_drill_until_its_time_has_passed() {
    var first = gate("2026-04-01T00:00:00Z", "shop", Asked.BY_RULE);
    assertThat(first.open()).isTrue();
    assertThat(first.evidence()).isEqualTo("no restore drill is known");
    assertThat(first.remedy()).contains("mode: drill");

    stamped = Optional.of(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(gate("2026-04-01T00:00:00Z", "shop", Asked.BY_RULE).evidence())
        .isEqualTo("no restore drill is known; the first is due within 60 days");
    assertThat(gate("2026-05-30T01:00:00Z", "shop", Asked.BY_RULE).open()).isFalse();
  }

  @Test
  void where_nobody_asks_it_is_told() {
    var gate = gate("2026-06-01T00:00:00Z", "shop", Asked.NOT);

    assertThat(gate)
        .isEqualTo(Gate.open("restore drill", "no restore drill is known; none is asked for"));
  }

  @Test
  void a_backup_that_cannot_be_read_hides_no_drill_of_another() {
    drilled(ProofLevel.VERIFIED);
    store.damage(backup("2026-02-14T02:00:00Z"));

    var gate = gate("2026-04-01T00:00:00Z", "shop", Asked.BY_POLICY);

    assertThat(gate.open()).isTrue();
    assertThat(gate.evidence())
        .startsWith("the last restore drill was on 2026-02-01, 58 days ago, and not all could be")
        .contains("shop/20260214_020000-1f3c9a2b is damaged");
  }

  @Test
  void while_not_all_can_be_read_no_drill_is_not_the_same_as_none() {
    store.damage(id);

    for (var asked : List.of(Asked.BY_POLICY, Asked.BY_RULE)) {
      var gate = gate("2026-02-02T00:00:00Z", "shop", asked);
      assertThat(gate.open()).isFalse();
      assertThat(gate.evidence()).contains("shop/20260131_020000-1f3c9a2b is damaged");
      assertThat(gate.remedy()).startsWith("Bring back what the store does not give");
    }
    assertThat(gate("2026-02-02T00:00:00Z", "shop", Asked.NOT).open()).isTrue();
    assertThat(gate("2026-02-02T00:00:00Z", "other", Asked.BY_RULE).open()).isTrue();
  }

  @Test
  void a_store_that_breaks_again_and_again_is_not_asked_for_all_of_its_backups() {
    for (int day = 1; day < 9; day++) {
      store.damage(backup("2026-02-0" + day + "T02:00:00Z"));
    }

    assertThat(Drills.in(store, "shop").unread()).hasSize(3);
  }

  private BackupId backup(String time) {
    var one = new BackupId("shop", Instant.parse(time), "1f3c9a2b");
    try (var writer = store.open(one, "pgdump.zst", 0)) {
      writer.commit(Manifests.of(one));
    }
    return one;
  }

  private void drilled(ProofLevel level) {
    store.addProof(Manifests.proof(id, level));
  }

  private Gate gate(String now, String database, Asked asked) {
    var state =
        new MigrationState(
            "public", true, false, "1", List.of(), List.of(), List.of(), List.of(), List.of());
    var age = new DrillAge(Drills.in(store, database), stamped, DrillAge.USUAL, Instant.parse(now));
    return new DrillGate(() -> age, asked).look(state, new HashMap<>()).getFirst().gate();
  }
}
