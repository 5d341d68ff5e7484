package dev.lockgate.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.audit.AuditEntry;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.postgres.Database;
import dev.lockgate.testkit.PostgresServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAuditIT {
  private static final PostgresServer SERVER = PostgresServer.of(Major.V17);

  @ParameterizedTest
  @EnumSource(
      value = Major.class,
      names = {"V14", "V17"})
  void rows_are_added_to_a_table_made_on_first_use(Major major) {
    var server = PostgresServer.of(major);
    var name = server.freshDatabase();
    var audit = new PostgresAudit(database(server.url(name)));

    audit.append(entry("alice"));
    audit.append(entry("bob"));

    assertThat(
            server.rows(
                name, "select id, actor, outcome, details->>'note', role from lockgate.audit"))
        .containsExactly(
            List.of("1", "alice", "passed", "a \"quoted\"\n\\ note", "postgres"),
            List.of("2", "bob", "passed", "a \"quoted\"\n\\ note", "postgres"));
    assertThat(
            server.value(
                name,
                "select b.previous = a.digest from lockgate.audit a, lockgate.audit b where a.id = 1 and b.id = 2"))
        .isEqualTo("t");
    assertThat(audit.tampered()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update lockgate.audit set actor = 'mallory'",
        "delete from lockgate.audit",
        "truncate lockgate.audit",
      })
  void rows_are_neither_changed_nor_removed(String sql) {
    var name = SERVER.freshDatabase();
    new PostgresAudit(database(SERVER.url(name))).append(entry("alice"));

    assertThatThrownBy(() -> SERVER.execute(name, sql)).hasMessageContaining("append-only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update lockgate.audit set actor = 'mallory' where id = 2",
        "update lockgate.audit set details = '{}' where id = 2",
        "update lockgate.audit set actor = 'mallory' where id = 2; update lockgate.audit a set digest"
            + " = lockgate.audit_digest(a) where id = 2",
        "delete from lockgate.audit where id = 1",
      })
  void who_switches_the_triggers_off_is_found_out_by_the_digests(String sql) {
    var name = SERVER.freshDatabase();
    var audit = new PostgresAudit(database(SERVER.url(name)));
    for (var actor : List.of("alice", "bob", "carol")) {
      audit.append(entry(actor));
    }

    SERVER.execute(name, "alter table lockgate.audit disable trigger all", sql);

    assertThat(audit.tampered()).isNotEmpty();
  }

  @Test
  void writers_at_the_same_time_still_make_one_chain() throws Exception {
    var name = SERVER.freshDatabase();
    var audit = new PostgresAudit(database(SERVER.url(name)));

    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          java.util.stream.IntStream.range(0, 12)
              .mapToObj(i -> writers.submit(() -> audit.append(entry("writer " + i))))
              .toList();
      for (Future<Long> one : all) {
        one.get();
      }
    }

    assertThat(SERVER.value(name, "select count(*) from lockgate.audit")).isEqualTo("12");
    assertThat(audit.tampered()).isEmpty();
  }

  @Test
  void a_role_without_the_right_reads_the_sql_that_an_owner_runs_once() {
    var name = SERVER.freshDatabase();
    SERVER.execute(
        name,
        "do $$ begin create role \"deploy; drop\" login password 'p'; exception when duplicate_object then null; end $$");
    var audit = new PostgresAudit(database(SERVER.url(name, "deploy%3B%20drop", "p")));

    var missing = audit.missingRights();

    assertThat(missing).isEqualTo("create schema lockgate authorization \"deploy; drop\";");
    assertThatThrownBy(() -> audit.append(entry("alice")))
        .isInstanceOfSatisfying(
            OutsideFailed.class, f -> assertThat(f.code()).isEqualTo("audit-not-writable"));
    SERVER.execute(name, missing);
    assertThat(audit.missingRights()).isEmpty();
    assertThat(audit.append(entry("alice"))).isEqualTo(1);
  }

  private static AuditEntry entry(String actor) {
    return new AuditEntry(
        "deploy",
        AuditEntry.Outcome.PASSED,
        actor,
        "shop/shop",
        "0123abc",
        "https://github.com/shop/shop/actions/runs/1",
        "1",
        "2",
        Instant.parse("2026-11-20T10:00:00Z"),
        Instant.parse("2026-11-20T10:00:05.123456Z"),
        Map.of("note", "a \"quoted\"\n\\ note", "backup", "none"));
  }

  private static Database database(String url) {
    return new Database(DatabaseUrl.parse(url), Database.Session.DEFAULT, new Cancellation());
  }
}
