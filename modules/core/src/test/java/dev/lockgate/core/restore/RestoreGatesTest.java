package dev.lockgate.core.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.backup.ArchiveReader;
import dev.lockgate.core.gate.ApprovalCheck;
import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.gate.Confirmation;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.restore.TargetState.Bound;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestoreGatesTest {
  @Test
  void every_gate_is_open_when_nothing_stands_in_the_way() {
    assertThat(closed(new Server())).isEmpty();
  }

  @Test
  void a_replica_cannot_be_restored_into() {
    var server = new Server();
    server.standby = true;

    assertThat(closed(server))
        .containsExactly("restore-database-missing: the server is a read-only replica");
  }

  @Test
  void a_session_that_the_role_may_not_end_is_named() {
    var server = new Server();
    server.otherSessions = List.of("web, pid 7 (pool)");

    assertThat(closed(server))
        .containsExactly(
            "restore-sessions-in-the-way: app may not end these sessions: web, pid 7 (pool)");
  }

  @Test
  void what_is_bound_to_the_database_is_accepted_by_its_name_only() {
    var server = new Server();
    server.bound =
        List.of(
            new Bound("replication slot", "feed", true),
            new Bound("prepared transaction", "p1", false));

    server.accepted = List.of("other");
    assertThat(closed(server))
        .containsExactly(
            "restore-database-bound: it would stay behind with the old database: replication slot"
                + " feed; prepared transaction p1");
    server.accepted = List.of("feed", "p1");
    assertThat(closed(server))
        .containsExactly(
            "restore-database-bound: it would stay behind with the old database: prepared"
                + " transaction p1");
  }

  @Test
  void without_the_right_to_create_databases_the_live_one_is_filled_in_place() {
    var server = new Server();
    server.createDatabase = false;

    assertThat(server.choice(Method.AUTO).method()).contains(Method.IN_PLACE);
    assertThat(closed(server)).isEmpty();
    assertThat(server.choice(Method.SWAP).gate(Method.SWAP).evidence())
        .isEqualTo("no database can be exchanged: app may not create databases");
  }

  @Test
  void when_neither_can_be_done_both_reasons_are_told() {
    var server = new Server();
    server.createDatabase = false;
    server.locks = 100_000;

    assertThat(closed(server))
        .containsExactly(
            "restore-method-impossible: no database can be exchanged: app may not create"
                + " databases; the live one cannot be filled anew in place: it takes 100,010 locks"
                + " and the server's table has room for 6,400");
  }

  @Test
  void migrations_are_not_run_inside_the_one_transaction() {
    var server = new Server();
    server.createDatabase = false;
    server.migrateTo = new MigrateTo.Latest();

    assertThat(closed(server))
        .singleElement()
        .asString()
        .startsWith("restore-method-impossible")
        .contains("let a deploy run them afterwards");
  }

  @Test
  void a_new_stamp_is_typed_by_whoever_dispatched_the_run() {
    var server = new Server();
    server.restamp = "staging";

    server.dispatched = Optional.of(Set.of("RESTORE"));
    assertThat(closed(server)).singleElement().asString().contains("did not type it");
    server.dispatched = Optional.of(Set.of("RESTORE", "staging"));
    assertThat(closed(server)).isEmpty();
  }

  @Test
  void a_manifest_that_is_not_the_recorded_one_is_not_restored() {
    var server = new Server();
    server.recorded = Gate.closed("manifest as recorded", "its sha256 is another one", "Look.");

    assertThat(closed(server))
        .containsExactly("manifest-not-as-recorded: its sha256 is another one");
  }

  @Test
  void a_file_made_elsewhere_needs_the_target_typed() {
    var server = new Server();
    assertThat(closed(server)).isEmpty();

    server.expectDatabase = "";
    assertThat(closed(server))
        .containsExactly(
            "restore-target-differs: nothing says of which database old.sql is, the target is"
                + " shop");
  }

  private static List<String> closed(Server server) {
    return new RestoreGates(
            server.order(),
            new Script(),
            server.state(),
            server.choice(Method.AUTO),
            new ApprovalCheck(Gate.open("approvals", "nobody has to"), "", Map.of()),
            server.recorded)
        .evaluate().stream()
            .filter(rule -> !rule.gate().open())
            .map(rule -> rule.code() + ": " + rule.gate().evidence())
            .toList();
  }

  /** A server on which a restore may begin, unless a test changes something. */
  private static final class Server implements RestoreTarget {
    private boolean standby = false;
    private boolean createDatabase = true;
    private List<String> otherSessions = List.of();
    private List<Bound> bound = List.of();
    private List<String> accepted = List.of();
    private MigrateTo migrateTo = new MigrateTo.None();
    private String restamp = "";
    private String expectDatabase = "shop";
    private Optional<Set<String>> dispatched = Optional.empty();
    private long locks = 10;
    private Gate recorded = Gate.open("manifest as recorded", "nothing is recorded");

    RestoreOrder order() {
      return new RestoreOrder(
          new Wanted.File("old.sql"),
          new Confirmation("RESTORE", "RESTORE", dispatched),
          "",
          expectDatabase,
          false,
          new ApprovalRule.Nobody(),
          Method.AUTO,
          accepted,
          migrateTo,
          restamp);
    }

    Choice choice(Method wanted) {
      return Choice.of(wanted, state(), this, new Script(), migrateTo);
    }

    TargetState state() {
      return new TargetState(
          "db.example.org",
          "shop",
          "postgres",
          true,
          17,
          standby,
          "app",
          false,
          createDatabase,
          true,
          true,
          List.of(),
          otherSessions,
          List.of(),
          List.of("app", "owner", "reader"),
          List.of("app", "owner"),
          List.of("plpgsql", "hstore"),
          bound,
          List.of(),
          0,
          "7000",
          List.of(),
          10,
          6_400);
    }

    @Override
    public TargetState look() {
      return state();
    }

    @Override
    public long locks(RestoreSource source) {
      return locks;
    }

    @Override
    public Attempt begin(Method method) {
      throw new UnsupportedOperationException();
    }
  }

  private record Script() implements RestoreSource {
    @Override
    public String name() {
      return "old.sql";
    }

    @Override
    public Form form() {
      return Form.SCRIPT;
    }

    @Override
    public void read(ArchiveReader reader) {
      throw new UnsupportedOperationException();
    }
  }
}
