package dev.lockgate.action.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.deploy.DrillGate;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.testkit.Manifests;
import dev.lockgate.testkit.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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

  @BeforeEach
  void a_backup() {
    try (var writer = store.open(id, "pgdump.zst", 0)) {
      writer.commit(Manifests.of(id));
    }
  }

  @Test
  void a_drill_within_the_asked_age_opens() {
    store.addProof(Manifests.proof(id, ProofLevel.VERIFIED));

    assertThat(gate("2026-04-01T00:00:00Z", "shop", true).open()).isTrue();
    assertThat(gate("2026-04-01T00:00:00Z", "shop", true).evidence()).contains("2026-02-01");
  }

  @Test
  void one_that_is_due_soon_says_so() {
    store.addProof(Manifests.proof(id, ProofLevel.VERIFIED));

    assertThat(gate("2026-04-01T00:00:00Z", "shop", true).evidence()).doesNotContain("due");
    assertThat(gate("2026-04-28T00:00:00Z", "shop", true).evidence())
        .isEqualTo("the last restore drill was on 2026-02-01; the next is due within 5 days");
  }

  @Test
  void a_restore_that_did_not_verify_everything_is_no_drill() {
    store.addProof(Manifests.proof(id, ProofLevel.RESTORED));

    assertThat(gate("2026-04-01T00:00:00Z", "shop", true).evidence())
        .startsWith("no restore drill is known");
  }

  @Test
  void an_older_one_or_none_or_one_of_another_database_closes_where_the_policy_asks() {
    assertThat(gate("2026-04-01T00:00:00Z", "shop", true).open()).isFalse();
    store.addProof(Manifests.proof(id, ProofLevel.VERIFIED));

    assertThat(gate("2026-06-01T00:00:00Z", "shop", true).evidence())
        .isEqualTo(
            "the last restore drill was on 2026-02-01, and the policy asks for one every 90 days");
    assertThat(gate("2026-04-01T00:00:00Z", "other", true).open()).isFalse();
  }

  @Test
  void where_no_policy_asks_it_is_told() {
    var gate = gate("2026-06-01T00:00:00Z", "shop", false);

    assertThat(gate.open()).isTrue();
    assertThat(gate.evidence()).isEqualTo("no restore drill is known; the policy asks for none");
  }

  private Gate gate(String now, String database, boolean asked) {
    var state =
        new MigrationState(
            "public", true, false, "1", List.of(), List.of(), List.of(), List.of(), List.of());
    return new DrillGate(
            Optional.of(store),
            database,
            asked ? Optional.of(Duration.ofDays(90)) : Optional.empty(),
            Clock.fixed(Instant.parse(now), ZoneOffset.UTC))
        .look(state, new HashMap<>())
        .getFirst()
        .gate();
  }
}
