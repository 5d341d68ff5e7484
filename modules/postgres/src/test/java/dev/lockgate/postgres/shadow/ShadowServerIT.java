package dev.lockgate.postgres.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.snapshot.Traits;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Cancellation.Cancelled;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.programs.Rootfs;
import dev.lockgate.testkit.EachMajor;
import dev.lockgate.testkit.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShadowServerIT {
  @EachMajor
  void a_server_of_the_major_starts_takes_migrations_and_leaves_nothing_behind(Major major)
      throws Exception {
    var foldersBefore = folders();
    var began = Instant.now();
    List<ProcessHandle> processes;
    Path folder;

    try (var shadow = ShadowServer.start(major, new Cancellation())) {
      IO.println(
          "PostgreSQL %d ready after %d ms"
              .formatted(major.number(), Duration.between(began, Instant.now()).toMillis()));
      var database = shadow.create("app", Traits.PLAIN);
      run(database, "create table orders (id bigint generated always as identity primary key)");
      folder = shadow.administrator().url().socketFolder().orElseThrow();
      processes = processesOf(folder);

      assertThat(shadow.administrator().major()).isEqualTo(major);
      assertThat(value(database, "select rolsuper from pg_roles where rolname = current_user"))
          .isEqualTo("f");
      assertThat(value(database, "select count(*) from orders")).isEqualTo("0");
      assertThat(processes).isNotEmpty();
    }

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(folders()).isEqualTo(foldersBefore);
  }

  @Test
  void a_cancelled_run_ends_its_server_at_once_and_begins_no_other() {
    var cancellation = new Cancellation();
    var shadow = ShadowServer.start(Major.V17, cancellation);
    var folder = shadow.administrator().url().socketFolder().orElseThrow();
    var processes = processesOf(folder);

    cancellation.cancel();

    assertThat(processes).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(folder).doesNotExist();
    assertThatThrownBy(() -> ShadowServer.start(Major.V17, cancellation))
        .isInstanceOf(Cancelled.class);
    shadow.close();
  }

  @Test
  void a_server_is_not_kept_by_an_endless_statement() throws Exception {
    var shadow = ShadowServer.start(Major.V17, new Cancellation());
    var folder = shadow.administrator().url().socketFolder().orElseThrow();
    var endless =
        Thread.ofVirtual()
            .start(() -> {
              try {
                run(shadow.administrator(), "do 'begin loop end loop; end'");
              } catch (RuntimeException _) {
                // ended with its server
              }
            });
    TimeUnit.MILLISECONDS.sleep(300);
    var processes = processesOf(folder);

    shadow.close();

    endless.join(5_000);
    assertThat(endless.isAlive()).isFalse();
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void a_database_has_the_traits_of_the_one_it_stands_for() {
    var traits =
        new Traits(
            "deploy \"x\"",
            "LATIN1",
            "libc",
            "C",
            "C",
            Optional.empty(),
            Optional.of("Asia/Tokyo"));
    try (var shadow = ShadowServer.start(Major.V17, new Cancellation())) {
      var database = shadow.create("odd name", traits);

      var actual = database.read(TraitsQuery::read);

      assertThat(actual).isEqualTo(traits);
      assertThat(traits.differences(actual)).isEmpty();
    }
  }

  @Test
  void a_locale_that_the_shadow_lacks_is_replaced_and_named() {
    var traits =
        new Traits(
            "app", "UTF8", "libc", "tlh_KX.UTF-8", "C.UTF-8", Optional.empty(), Optional.empty());
    try (var shadow = ShadowServer.start(Major.V17, new Cancellation())) {
      var actual = shadow.create("app", traits).read(TraitsQuery::read);

      assertThat(traits.differences(actual))
          .containsExactly("the collation is C.UTF-8 instead of tlh_KX.UTF-8");
    }
  }

  @Test
  void a_superuser_of_the_target_becomes_a_role_that_is_none() {
    try (var shadow = ShadowServer.start(Major.V14, new Cancellation())) {
      var like = shadow.administrator().read(TraitsQuery::read);

      var database = shadow.create("app", like);

      assertThat(database.url().user()).isEqualTo("lockgate_migrations");
      assertThat(value(database, "select rolsuper from pg_roles where rolname = current_user"))
          .isEqualTo("f");
    }
  }

  @Test
  void a_killed_jvm_takes_its_server_with_it() throws Exception {
    var jvm =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dlockgate.rootfs=" + Rootfs.find().folder(),
                "-cp",
                System.getProperty("java.class.path"),
                Abandoned.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var folder = Path.of(jvm.inputReader().readLine());
    var processes = processesOf(folder);

    jvm.destroyForcibly();

    assertThat(processes).isNotEmpty();
    for (var process : processes) {
      process.onExit().get(10, TimeUnit.SECONDS);
    }
    Removal.of(Objects.requireNonNull(folder.getParent()));
    for (var programs : folders("lockgate-server-" + jvm.pid() + "-")) {
      Removal.of(programs);
    }
  }

  /** Starts a server, says where, and waits to be killed. */
  static final class Abandoned {
    static void main() throws InterruptedException {
      var shadow = ShadowServer.start(Major.V17, new Cancellation());
      IO.println(shadow.administrator().url().socketFolder().orElseThrow());
      Thread.sleep(Duration.ofMinutes(2));
    }
  }

  @Test
  void a_rootfs_without_servers_is_named() {
    var empty = new Rootfs(Path.of("/nowhere"));
    var containment = new Containment(empty, ShadowUser.SAME, false);

    var failure =
        catchThrowableOfType(
            Unsafe.class,
            () -> EmbeddedShadow.start(empty, containment, Major.V17, new Cancellation()));

    assertThat(failure.code()).isEqualTo("programs-missing");
    assertThat(failure).hasMessageContaining("/nowhere/opt/lockgate/servers/common.tar.zst");
    assertThat(failure.remedy()).startsWith("Nothing was changed.");
  }

  @Test
  void a_server_that_cannot_be_started_is_told_and_leaves_nothing_behind() throws Exception {
    var foldersBefore = folders();
    var broken = brokenRootfs();
    var containment = new Containment(new Rootfs(broken), ShadowUser.here(), false);

    var failure =
        catchThrowableOfType(
            OutsideFailed.class,
            () ->
                EmbeddedShadow.start(
                    containment.rootfs(), containment, Major.V17, new Cancellation()));

    assertThat(failure.code()).isEqualTo("shadow-failed");
    assertThat(failure).hasMessageContaining("PostgreSQL 17 did not start: cannot start " + broken);
    assertThat(failure.remedy()).startsWith("Nothing was changed.").contains("shadow-url");
    assertThat(folders()).isEqualTo(foldersBefore);
    Folders.delete(broken);
  }

  @Test
  void a_system_that_refuses_the_containment_is_named() throws Exception {
    var broken = brokenRootfs();
    for (var folder : List.of("usr/lib64", "usr/lib/x86_64-linux-gnu")) {
      Files.createSymbolicLink(broken.resolve(folder), Rootfs.find().file(folder));
    }
    var bin = Files.createDirectories(broken.resolve("usr/bin"));
    Files.createSymbolicLink(bin.resolve("setpriv"), Rootfs.find().file("usr/bin/dash"));
    var containment = new Containment(new Rootfs(broken), ShadowUser.here(), false);

    var failure =
        catchThrowableOfType(
            Unsafe.class,
            () ->
                EmbeddedShadow.start(
                    containment.rootfs(), containment, Major.V17, new Cancellation()));

    assertThat(failure.code()).isEqualTo("shadow-not-contained");
    assertThat(failure)
        .hasMessageContaining("cannot be contained here: ")
        .hasMessageContaining("setpriv: ");
    assertThat(failure.remedy()).startsWith("Nothing was changed");
    Folders.delete(broken);
  }

  /** Has the servers and nothing that could start them. */
  private static Path brokenRootfs() throws IOException {
    var broken = Files.createTempDirectory("broken-rootfs-");
    Files.createSymbolicLink(broken.resolve("opt"), Rootfs.find().file("opt"));
    var locale = Files.createDirectories(broken.resolve("usr/lib/locale"));
    Files.createSymbolicLink(locale.resolve("C.utf8"), Rootfs.find().file("usr/lib/locale/C.utf8"));
    return broken;
  }

  private static List<ProcessHandle> processesOf(Path socketFolder) {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process).contains(socketFolder.toString()))
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException _) {
      return "";
    }
  }

  private static List<Path> folders() throws IOException {
    return folders(ShadowFolder.PREFIX);
  }

  private static List<Path> folders(String prefix) throws IOException {
    try (var folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  private static void run(Database database, String sql) {
    database.run(session -> {
      try (var statement = session.createStatement()) {
        return statement.execute(sql);
      }
    });
  }

  private static String value(Database database, String query) {
    return database.read(session -> {
      try (var statement = session.createStatement();
          var row = statement.executeQuery(query)) {
        row.next();
        var value = row.getString(1);
        if (value == null) {
          throw new SQLException("null from " + query);
        }
        return value;
      }
    });
  }
}
