package dev.lockgate.postgres.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.programs.Rootfs;
import dev.lockgate.testkit.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SelfTestIT {
  /** A server of the tests: another user, but none of the other layers. */
  private final Database open =
      new Database(
          DatabaseUrl.parse(PostgresServer.of(Major.V17).url("postgres")),
          Database.Session.DEFAULT,
          new Cancellation());

  @Test
  void a_server_that_can_open_sockets_and_run_programs_is_refused() {
    var asInTheImage = new Containment(new Rootfs(Path.of("/")), ShadowUser.STRANGER, false);

    var failure = catchThrowableOfType(Unsafe.class, () -> SelfTest.run(open, asInTheImage));

    assertThat(failure.code()).isEqualTo("shadow-not-contained");
    assertThat(failure.exitCode()).isEqualTo(3);
    assertThat(failure)
        .hasMessageContaining("open a network connection")
        .hasMessageContaining("Connection refused")
        .hasMessageContaining("run a program");
    assertThat(failure.remedy())
        .startsWith("Nothing was changed")
        .contains("as root with its usual capabilities", "shadow-url");
  }

  @Test
  void without_the_promise_to_hide_files_only_the_network_is_tried() {
    var shell = new Containment(new Rootfs(Path.of("/somewhere")), ShadowUser.SAME, false);

    var failure = catchThrowableOfType(Unsafe.class, () -> SelfTest.run(open, shell));

    assertThat(failure)
        .hasMessageContaining("open a network connection")
        .hasMessageNotContaining("run a program");
  }
}
