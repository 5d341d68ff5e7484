package dev.lockgate.action.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.clients.store.FolderStore;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.EachMajor;
import dev.lockgate.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that are restored by the run that takes them, into the server that ships. */
class VerifyIT {
  private static final String RECIPIENT =
      "age1fcmpca4w5glvjh4ld65e5ztcgqvp6ptxugl2y4sdpy7zsagpluvs8nqd2t";

  @TempDir Path workspace;

  @EachMajor
  void a_backup_that_was_restored_and_compared_is_verified(Major major) {
    var server = PostgresServer.of(major);
    var database = server.freshDatabase();
    server.execute(
        database,
        "create schema shop",
        "create table shop.customers (id bigint generated always as identity primary key, name text not null unique)",
        "create table shop.orders (id serial primary key, customer bigint references shop.customers, total numeric(10,2) check (total >= 0), at timestamptz default now())",
        "create table shop.events (at date not null, what jsonb, primary key (at)) partition by range (at)",
        "create table shop.events_2026 partition of shop.events for values from ('2026-01-01') to ('2027-01-01')",
        "insert into shop.customers (name) select 'customer ' || i from generate_series(1, 500) i",
        "insert into shop.orders (customer, total) select 1 + i % 500, i / 7.0 from generate_series(1, 5000) i",
        "insert into shop.events values ('2026-03-01', '{\"a\": 1.10}')",
        "create materialized view shop.totals as select customer, sum(total) from shop.orders group by 1",
        "create index on shop.orders (customer)",
        "create function shop.stamp() returns trigger language plpgsql as 'begin return new; end'",
        "create trigger stamp before insert on shop.orders for each row execute function shop.stamp()",
        "alter table shop.customers enable row level security",
        "create policy mine on shop.customers using (name = current_user)",
        "select lo_from_bytea(0, 'large')",
        "comment on table shop.orders is 'what was sold'");

    var report = backup(server, database, "verify", "restore", "content-hash", "on");

    var kept = kept();
    assertThat(kept.proofs()).hasSize(1);
    assertThat(kept.proofs().getFirst().checks())
        .allSatisfy(check ->
            assertThat(check.result()).as(check.toString()).isEqualTo(Proof.Result.PASSED));
    assertThat(report.findings()).isEmpty();
    assertThat(report.outputs()).containsEntry("proof-level", "verified");
    assertThat(kept.level()).isEqualTo(ProofLevel.VERIFIED);
    assertThat(kept.manifest().contents().tables())
        .allSatisfy(table -> assertThat(table.hash()).matches("-?[0-9]+"));
    assertThat(report.title()).contains("restored and verified");
  }

  @Test
  void what_a_plain_server_cannot_restore_is_named_and_the_backup_is_not_at_fault() {
    var server = PostgresServer.of(Major.V14); // from 17 on such an index cannot even be made
    var database = server.freshDatabase();
    server.execute(
        database,
        "create table public.t (id int)",
        "insert into public.t values (1)",
        "create function public.inner_one(int) returns int language sql immutable as 'select $1'",
        "create function public.outer_one(int) returns int language plpgsql immutable as"
            + " 'begin return inner_one($1); end'",
        "create index unqualified on public.t (public.outer_one(id))");

    var report = backup(server, database, "verify", "restore");

    assertThat(report.outputs()).containsEntry("proof-level", "parsed");
    assertThat(report.findings())
        .extracting(finding -> finding.code())
        .containsExactly("backup-not-verified");
    assertThat(report.findings().getFirst().message())
        .contains("unqualified")
        .contains("function inner_one(integer) does not exist");
    assertThat(kept().level()).isEqualTo(ProofLevel.PARSED);
  }

  @Test
  void an_encrypted_backup_is_read_back_and_restored_by_the_run_that_took_it() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    server.execute(database, "create table t as select generate_series(1, 1000) id");

    var report = backup(server, database, "encrypt-to", RECIPIENT);

    var kept = kept();
    assertThat(report.outputs()).containsEntry("proof-level", "verified");
    assertThat(kept.manifest().archive().recipients()).containsExactly(RECIPIENT);
    assertThat(report.outputs().get("backup-path")).endsWith(".dump.zst.age");
  }

  @Test
  void only_the_chosen_schemas_are_backed_up_and_what_is_cut_apart_is_named() {
    var server = PostgresServer.of(Major.V17);
    var database = server.freshDatabase();
    server.execute(
        database,
        "create schema billing",
        "create table public.people (id int primary key)",
        "create table billing.invoices (id int primary key, person int references public.people)");

    var report = backup(server, database, "schemas", "billing", "verify", "parse");

    var manifest = kept().manifest();
    assertThat(manifest.schemas()).containsExactly("billing");
    assertThat(manifest.contents().tables())
        .extracting(table -> table.schema() + "." + table.name())
        .containsExactly("billing.invoices");
    assertThat(manifest.schema().objects().keySet())
        .contains("table billing.invoices")
        .doesNotContain("table public.people");
    assertThat(report.findings().getFirst().message())
        .contains("billing.invoices needs public.people");
  }

  private Report backup(PostgresServer server, String database, String... more) {
    var values =
        new HashMap<>(Map.of("store", "file:backups", "database-url", server.url(database)));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    var run = new Run("backup", "ada", "acme/shop", "", "", "", "", "", 1);
    var context = new StepContext(run, workspace, workspace, Log.SILENT, new Cancellation());
    return BackupAction.backup(new Inputs(values, workspace), context).report();
  }

  private Kept kept() {
    var store = new FolderStore(workspace.resolve("backups"), workspace);
    return Kept.of(store, store.list().getFirst());
  }
}
