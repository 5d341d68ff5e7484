package dev.lockgate.postgres.shadow;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.snapshot.Traits;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.programs.Rootfs;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server of ours: contained, in a private folder, reached by the socket in that folder. */
final class EmbeddedShadow implements ShadowServer {
  private static final String SUPERUSER = "postgres";
  private static final int PORT = 5432;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final Pattern SETPRIV_SAYS = Pattern.compile("(?m)^\\S*setpriv: ");

  /** Small, quick, and never meant to survive a crash. */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=",
          "port=" + PORT,
          "unix_socket_permissions=0700",
          "fsync=off",
          "synchronous_commit=off",
          "full_page_writes=off",
          "autovacuum=off",
          "jit=off",
          "shared_buffers=32MB",
          "dynamic_shared_memory_type=mmap",
          "max_connections=30",
          "max_parallel_workers=0",
          "max_locks_per_transaction=1024",
          "wal_level=logical",
          "max_wal_senders=0",
          "max_wal_size=1GB",
          "checkpoint_timeout=1d",
          "logging_collector=off",
          "log_min_error_statement=panic",
          "log_min_messages=log",
          "log_checkpoints=off",
          "timezone=UTC",
          "log_timezone=UTC");

  private final ShadowFolder folder;
  private final ShadowProcess process;
  private Database administrator;
  private final Cancellation cancellation;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook = new Thread(this::end, "ends the shadow server");
  private Cancellation.@Nullable Registration registration;

  private EmbeddedShadow(ShadowFolder folder, ShadowProcess process, Cancellation cancellation) {
    this.folder = folder;
    this.process = process;
    this.cancellation = cancellation;
    this.administrator = database("postgres", SUPERUSER);
  }

  static EmbeddedShadow start(Major major, Cancellation cancellation) {
    cancellation.check();
    var rootfs = Rootfs.find();
    return start(rootfs, Containment.here(rootfs), major, cancellation);
  }

  static EmbeddedShadow start(
      Rootfs rootfs, Containment containment, Major major, Cancellation cancellation) {
    try {
      if (rootfs.isImage() && containment.user() == ShadowUser.STRANGER) {
        Surroundings.close();
      }
      var programs = ShadowPrograms.of(rootfs, major, containment.user());
      var folder = ShadowFolder.create(programs, containment.user());
      var process = launch(containment, folder);
      var shadow = new EmbeddedShadow(folder, process, cancellation);
      Runtime.getRuntime().addShutdownHook(shadow.hook);
      shadow.registration = cancellation.register(shadow::end);
      return shadow.proven(major, containment);
    } catch (IOException e) {
      throw failed(major, e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  /** Gives the superuser another name; a role cannot do that to itself. */
  EmbeddedShadow named(String superuser) {
    if (!superuser.equals(administrator.url().user())) {
      var other = Traits.PLAIN.owner() + "_renames";
      run(administrator, "create role " + other + " superuser login");
      var now = Creation.identifier(administrator.url().user());
      var renamed = Creation.identifier(superuser);
      run(database("postgres", other), "alter role " + now + " rename to " + renamed);
      administrator = database("postgres", superuser);
      run(administrator, "drop role " + other);
    }
    return this;
  }

  private static void run(Database database, String sql) {
    database.run(session -> {
      try (var statement = session.createStatement()) {
        return statement.execute(sql);
      }
    });
  }

  @Override
  public Database administrator() {
    return administrator;
  }

  @Override
  public Database create(String name, Traits like) {
    boolean superuser = like.owner().equals(administrator.url().user());
    var owner = superuser ? Traits.PLAIN.owner() : like.owner();
    administrator.run(session -> {
      Creation.createOwner(session, owner);
      Creation.create(session, name, owner, like);
      return true;
    });
    return database(name, owner);
  }

  @Override
  public void close() {
    if (registration != null) {
      registration.close();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the JVM is ending, and the hook runs
    }
    end();
  }

  private Database database(String name, String role) {
    var url =
        new DatabaseUrl("", PORT, name, role, Secret.NONE, Map.of(), Optional.of(folder.socket()));
    return new Database(url, Database.Session.DEFAULT, cancellation);
  }

  private void end() {
    if (closed.compareAndSet(false, true)) {
      process.stop();
      folder.delete();
    }
  }

  private static ShadowProcess launch(Containment containment, ShadowFolder folder)
      throws IOException {
    var command = new ArrayList<>(folder.programs().postgres());
    command.addAll(List.of("-D", folder.data().toString()));
    command.addAll(List.of("-k", folder.socket().toString()));
    for (var setting : SETTINGS) {
      command.addAll(List.of("-c", setting));
    }
    try {
      return ShadowProcess.start(containment.command(folder, command), folder);
    } catch (IOException e) {
      folder.delete();
      throw e;
    }
  }

  private EmbeddedShadow proven(Major major, Containment containment) {
    try {
      awaitReady(major);
      SelfTest.run(administrator, containment);
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void awaitReady(Major major) {
    var deadline = Instant.now().plus(DEADLINE);
    var socket = folder.socket().resolve(".s.PGSQL." + PORT);
    while (true) {
      cancellation.check();
      if (Files.exists(socket) && answers()) {
        return;
      }
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw failed(major, process.log(), null);
      }
      pause();
    }
  }

  private boolean answers() {
    try (var session = administrator.connect()) {
      return session.isValid(5);
    } catch (StepFailure | SQLException _) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static StepFailure failed(Major major, String why, @Nullable Throwable cause) {
    if (SETPRIV_SAYS.matcher(why).find()) {
      return new Unsafe(
          "shadow-not-contained",
          "The throw-away PostgreSQL server cannot be contained here: " + why,
          SelfTest.REMEDY,
          cause);
    }
    return new OutsideFailed(
        "shadow-failed",
        "The throw-away PostgreSQL " + major.number() + " did not start: " + why,
        "Nothing was changed. Look for a full disk or too little memory on the runner, or name a"
            + " throw-away server of your own with `shadow-url`.",
        cause);
  }
}
