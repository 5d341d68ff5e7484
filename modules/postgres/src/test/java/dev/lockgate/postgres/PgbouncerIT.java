package dev.lockgate.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real pooler, where it is installed; {@link PoolerProbeIT} needs none. */
final class PgbouncerIT {
  private static final Path PROGRAM =
      Path.of(System.getProperty("lockgate.pgbouncer", "/usr/sbin/pgbouncer"));

  private final PostgresServer server = PostgresServer.of(Major.V17);
  private @Nullable Process pooler;

  @BeforeEach
  void itIsInstalled() {
    assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server_round_robin = 0", "server_round_robin = 1"})
  void transaction_mode_is_refused(String setting, @TempDir Path folder) throws Exception {
    var url = start(folder, "transaction", setting);

    assertThatExceptionOfType(Unsafe.class)
        .isThrownBy(() -> database(url).connect())
        .satisfies(e -> assertThat(e.code()).isEqualTo("transaction-pooler"));
  }

  @ParameterizedTest
  @ValueSource(strings = "max_client_conn = 20")
  void session_mode_is_welcome(String setting, @TempDir Path folder) throws Exception {
    var url = start(folder, "session", setting);

    assertThat(database(url).major()).isEqualTo(Major.V17);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (pooler != null) {
      pooler.destroy();
      pooler.waitFor();
    }
  }

  private String start(Path folder, String mode, String setting)
      throws IOException, InterruptedException {
    int port = freePort();
    var config =
        """
        [databases]
        * = host=127.0.0.1 port=%d user=postgres password=%s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = %s
        %s
        """
            .formatted(server.port(), PostgresServer.PASSWORD, port, mode, setting);
    var file = Files.writeString(folder.resolve("pgbouncer.ini"), config);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    pooler =
        new ProcessBuilder(List.of(PROGRAM.toString(), "-u", "nobody", file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (!listens(port)) {
      assertThat(pooler.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
      Thread.sleep(50);
    }
    return "postgres://postgres:x@127.0.0.1:" + port + "/" + server.freshDatabase();
  }

  private static boolean listens(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Database database(String url) {
    return new Database(DatabaseUrl.parse(url), Database.Session.DEFAULT, new Cancellation());
  }
}
