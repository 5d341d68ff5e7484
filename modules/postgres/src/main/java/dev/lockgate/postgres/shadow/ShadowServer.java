package dev.lockgate.postgres.shadow;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.snapshot.Traits;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;

/**
 * A throw-away PostgreSQL server on which SQL from a pull request may run. Ours is contained and
 * reached by its own socket only; one that the user names ({@code shadow-url}) is only borrowed.
 */
public sealed interface ShadowServer extends AutoCloseable permits EmbeddedShadow, BorrowedShadow {
  /**
   * Unpacks, starts and checks a server of ours; about a second. It ends with {@link #close()},
   * with the cancellation, and with this JVM.
   *
   * @throws dev.lockgate.core.step.Unsafe {@code shadow-not-contained}, {@code programs-missing}
   * @throws dev.lockgate.core.step.OutsideFailed {@code shadow-failed}
   */
  static ShadowServer start(Major major, Cancellation cancellation) {
    return EmbeddedShadow.start(major, cancellation);
  }

  /**
   * As {@link #start(Major, Cancellation)}, with another name for the superuser: where a platform
   * keeps that role to itself, users may have one called {@code postgres} that is none.
   */
  static ShadowServer start(Major major, String superuser, Cancellation cancellation) {
    return EmbeddedShadow.start(major, cancellation).named(superuser);
  }

  /**
   * Borrows the server of {@code shadow-url}: databases with random names are created there and
   * dropped at the end; nothing else of it is touched.
   *
   * @param target the database that the step works on, which must be on another server
   * @throws dev.lockgate.core.step.Unsafe {@code shadow-is-target}
   */
  static ShadowServer connectTo(DatabaseUrl url, Database target, Cancellation cancellation) {
    return BorrowedShadow.of(url, target, cancellation);
  }

  /** As the other, when there is no target to be asked: a snapshot stands for it. */
  static ShadowServer connectTo(DatabaseUrl url, Cancellation cancellation) {
    return BorrowedShadow.of(url, cancellation);
  }

  /** A database for the work around the shadows: the superuser's on a server of ours. */
  Database administrator();

  /**
   * Creates an empty database from {@code template0} with the traits of another, owned by a role
   * that is no superuser; migrations run through the returned {@code Database} as that role.
   *
   * @param name unique on this server; a borrowed server gets a random name that begins with it
   */
  Database create(String name, Traits like);

  /** Ends all sessions, removes what was created; a server of ours is gone with all its files. */
  @Override
  void close();
}
