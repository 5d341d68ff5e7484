package dev.lockgate.core.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Contents;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Measured;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.backup.SchemaState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RestoreGatesTest {
  private static final RestoreOrder CONFIRMED =
      new RestoreOrder(Optional.empty(), "RESTORE", "", "");

  @Test
  void every_gate_is_open_when_nothing_stands_in_the_way() {
    assertThat(new RestoreGates(CONFIRMED, manifest(), new Server().state()).evaluate())
        .hasSize(9)
        .allSatisfy(rule -> assertThat(rule.gate().open()).as(rule.code()).isTrue());
  }

  @Test
  void an_extension_that_the_server_cannot_install_is_named() {
    var server = new Server();
    server.extensions = List.of("plpgsql");

    assertThat(closed(server))
        .containsExactly("restore-extensions-missing: the server cannot install hstore");
  }

  @Test
  void a_replica_cannot_be_restored_into() {
    var server = new Server();
    server.standby = true;

    assertThat(closed(server))
        .containsExactly("restore-database-missing: the server is a read-only replica");
  }

  @Test
  void objects_can_be_given_only_to_roles_that_the_role_is_a_member_of() {
    var server = new Server();
    server.superuser = false;
    server.assignable = List.of("app");

    assertThat(closed(server))
        .containsExactly("restore-roles-missing: app may not give objects to owner");
  }

  @Test
  void a_session_that_the_role_may_not_end_is_named() {
    var server = new Server();
    server.otherSessions = List.of("web, pid 7 (pool)");

    assertThat(closed(server))
        .containsExactly(
            "restore-sessions-in-the-way: app may not end these sessions: web, pid 7 (pool)");
  }

  private static List<String> closed(Server server) {
    return new RestoreGates(CONFIRMED, manifest(), server.state())
        .evaluate().stream()
            .filter(rule -> !rule.gate().open())
            .map(rule -> rule.code() + ": " + rule.gate().evidence())
            .toList();
  }

  /** A server on which a restore may begin, unless a test changes something. */
  private static final class Server {
    private boolean standby = false;
    private boolean superuser = true;
    private List<String> otherSessions = List.of();
    private List<String> assignable = List.of("app", "owner");
    private List<String> extensions = List.of("plpgsql", "hstore");

    TargetState state() {
      return new TargetState(
          "db.example.org",
          "shop",
          "postgres",
          true,
          17,
          standby,
          "app",
          superuser,
          true,
          true,
          true,
          List.of(),
          otherSessions,
          List.of(),
          List.of("app", "owner", "reader"),
          assignable,
          extensions,
          List.of(),
          List.of(),
          0);
    }
  }

  private static Manifest manifest() {
    var measured = new Measured("0".repeat(64), 1);
    var now = Instant.parse("2026-01-31T02:00:00Z");
    return new Manifest(
        Manifest.FORMAT,
        new BackupId("shop", now, "1f3c9a2b"),
        Manifest.Kind.ROUTINE,
        ProofLevel.PARSED,
        now,
        now,
        new Manifest.Server("17.5", 170005, 17, "UTF8", "C", "C", "libc", "", "", 1, false),
        List.of(),
        new Manifest.Archive(
            "pg_dump custom", "zstd-3", "none", List.of(), measured, measured, measured),
        new Contents(
            List.of(),
            List.of(),
            List.of(),
            List.of(new Contents.ExtensionVersion("hstore", "1.8", "public")),
            List.of(),
            0,
            List.of("owner"),
            List.of("reader"),
            List.of(),
            List.of()),
        new SchemaState("", new TreeMap<>(), true),
        new Manifest.Origin("", "", "", "", "", "", "", 1));
  }
}
