package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.action.restore.KilledStep.How;
import dev.lockgate.clients.store.FolderStore;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Report;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands behind a restore, and what one that was killed leaves. */
class RestoreSafetyIT {
  @TempDir Path workspace;

  @ParameterizedTest
  @ValueSource(strings = {"swap", "in-place"})
  void the_safety_backup_is_restored_elsewhere_before_anything_is_changed(String method) {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    bench.backup(shop);
    bench.server.execute(shop, "insert into shop.animals values ('late')");

    var report = bench.restored(shop, "method", method, "safety-verify", "auto");

    var safety = safety(report);
    assertThat(safety.manifest().kind()).isEqualTo(Manifest.Kind.PRE_RESTORE);
    assertThat(safety.level()).isEqualTo(ProofLevel.VERIFIED);
    assertThat(bench.audit(shop).getLast().getLast())
        .contains("\"safety-backup-level\": \"verified\"");
    assertThat(report.findings()).noneMatch(one -> one.code().equals("safety-backup-parsed"));
  }

  @Test
  void a_safety_backup_that_cannot_be_restored_here_is_parsed_and_the_report_says_why() {
    var bench = new Bench(Major.V14, workspace); // from 17 on such an index cannot even be made
    var database = bench.server.freshDatabase();
    bench.backup(database);
    bench.server.execute(
        database,
        "create table public.t (id int)",
        "insert into public.t values (1)",
        "create function public.inner_one(int) returns int language sql immutable as 'select $1'",
        "create function public.outer_one(int) returns int language plpgsql immutable as"
            + " 'begin return inner_one($1); end'",
        "create index unqualified on public.t (public.outer_one(id))");

    var report = bench.restored(database, "safety-verify", "auto");

    assertThat(safety(report).level()).isEqualTo(ProofLevel.PARSED);
    assertThat(report.findings())
        .filteredOn(one -> one.code().equals("safety-backup-parsed"))
        .singleElement()
        .extracting(one -> one.message())
        .asString()
        .contains("unqualified");
  }

  @Test
  void what_a_killed_restore_left_is_removed_by_the_next_one_and_nothing_else_is() {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    bench.backup(shop);
    var somebodys = shop + "_restore_2025";
    bench.server.execute("postgres", "create database " + somebodys);
    var flags =
        List.of(
            "database-url",
            bench.url(shop),
            "store",
            "file:backups",
            "confirm",
            "RESTORE",
            "method",
            "swap",
            "safety-verify",
            "parse");
    assertThat(KilledStep.run(workspace, How.KILL, "Looking at what was loaded", flags)).isTrue();
    assertThat(left(bench, shop)).hasSize(2).contains(somebodys);

    var report = bench.restored(shop, "method", "swap");

    assertThat(left(bench, shop)).containsExactly(somebodys);
    assertThat(report.findings())
        .extracting(one -> one.message())
        .anyMatch(words -> words.endsWith("left by a restore that was killed, was removed."))
        .anyMatch(words -> words.startsWith("The database " + somebodys + " has a name as"));
    bench.server.execute("postgres", "drop database " + somebodys);
  }

  private static List<String> left(Bench bench, String live) {
    return bench.databases().stream().filter(name -> name.startsWith(live + "_restore_")).toList();
  }

  private Kept safety(Report report) {
    var store = new FolderStore(workspace.resolve("backups"), workspace);
    return Kept.of(store, BackupId.parse(Bench.output(report, "safety-backup-id")));
  }
}
