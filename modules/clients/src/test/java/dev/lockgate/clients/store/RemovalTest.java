package dev.lockgate.clients.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.retention.Removal;
import dev.lockgate.core.retention.Retention;
import dev.lockgate.core.step.Log;
import dev.lockgate.testkit.Manifests;
import dev.lockgate.testkit.MemoryStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RemovalTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final Retention THREE_DAYS =
      new Retention(OptionalInt.of(3), OptionalInt.empty(), 0, 1);

  private final MemoryStore store = new MemoryStore();

  @Test
  void old_backups_of_the_one_database_are_removed_and_no_others() throws IOException {
    keep("shop", 1);
    keep("shop", 5);
    keep("other", 50);

    var removal = apply();

    assertThat(removal.removed()).containsExactly(id("shop", 5));
    assertThat(store.list()).containsExactly(id("shop", 1), id("other", 50));
    assertThat(removal.refused()).isEmpty();
  }

  @Test
  void a_credential_that_may_not_delete_keeps_all_and_is_no_failure() throws IOException {
    keep("shop", 1);
    keep("shop", 5);
    store.forbidDeleting();

    var removal = apply();

    assertThat(removal.removed()).isEmpty();
    assertThat(removal.plan().removed()).containsOnlyKeys(id("shop", 5));
    assertThat(removal.refused()).isNotEmpty();
    assertThat(store.list()).hasSize(2);
  }

  @Test
  void what_was_left_unfinished_days_ago_is_swept_and_what_is_being_written_is_not()
      throws IOException {
    store.open(id("shop", 4), ".dump.zst", 1);
    store.open(id("shop", 0), ".dump.zst", 1);

    assertThat(apply().swept()).containsExactly(id("shop", 4).toString());
  }

  private Removal apply() {
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return Removal.apply(THREE_DAYS, store, "shop", clock, Log.SILENT);
  }

  private void keep(String database, int daysAgo) throws IOException {
    var id = id(database, daysAgo);
    try (var writer = store.open(id, ".dump.zst", 1)) {
      writer.stream().close();
      writer.commit(Manifests.of(id));
    }
  }

  private static BackupId id(String database, int daysAgo) {
    return new BackupId(database, NOW.minus(Duration.ofDays(daysAgo)), "00000000");
  }
}
