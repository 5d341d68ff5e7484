package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.clients.store.FolderStore;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.database.Major;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A shop whose restore is ended at some point, and what must hold of it afterwards. */
final class KilledRestore {
  private final Bench bench;
  private final Path workspace;
  private final String shop;
  private final String restored;
  private final String old;

  KilledRestore(Major major, Path workspace) {
    this.bench = new Bench(major, workspace);
    this.workspace = workspace;
    this.shop = bench.shop();
    this.restored = bench.text(shop);
    bench.backup(shop);
    bench.server.execute(
        shop,
        "delete from shop.orders where id > 100",
        "create table shop.later as select 'committed before the commit point' as what");
    this.old = bench.text(shop);
  }

  /** Whether the step said the words and was ended. */
  boolean run(String method, KilledStep.How how, String words) {
    return KilledStep.run(
        workspace,
        how,
        words,
        List.of(
            "database-url",
            bench.url(shop),
            "store",
            "file:backups",
            "confirm",
            "RESTORE",
            "method",
            method,
            "safety-verify",
            "parse"));
  }

  /**
   * The live database is the old one or the restored one, to the last row. When it is the restored
   * one, what was committed before is in the kept database or in the safety backup.
   *
   * @return whether it is the restored one
   */
  boolean assertWhole() {
    awaitTheEndOfItsSessions();
    var now = bench.text(shop);
    assertThat(now).isIn(old, restored);
    if (now.equals(old)) {
      return false;
    }
    var kept = bench.databases().stream().filter(name -> name.startsWith(shop + "_old_")).toList();
    if (kept.isEmpty()) {
      assertThat(safetyBackupHoldsWhatWasThere()).isTrue();
    } else {
      assertThat(bench.text(kept.getFirst())).isEqualTo(old);
    }
    return true;
  }

  private boolean safetyBackupHoldsWhatWasThere() {
    var store = new FolderStore(workspace.resolve("backups"), workspace);
    var safety =
        store.list().stream()
            .filter(id -> id.database().equals(shop))
            .map(id -> Kept.of(store, id))
            .filter(kept -> kept.manifest().kind() == Manifest.Kind.PRE_RESTORE)
            .findFirst()
            .orElseThrow();
    bench.restored(shop, "backup", safety.id().toString());
    return bench.text(shop).equals(old);
  }

  /** The server notices by itself that a client is gone; nothing is asked before. */
  private void awaitTheEndOfItsSessions() {
    while (Stream.of(
            bench.server.value(
                "postgres",
                "select count(*) from pg_stat_activity where application_name like 'lockgate/%'"))
        .anyMatch(count -> !count.equals("0"))) {
      Thread.onSpinWait();
    }
  }
}
