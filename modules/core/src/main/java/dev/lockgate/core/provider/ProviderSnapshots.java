package dev.lockgate.core.provider;

import java.time.Instant;
import java.util.List;

/**
 * Where a provider keeps snapshots of a whole server: taken in seconds whatever the size, and one
 * more way back. They lie with the database itself, so they never stand for a safety backup.
 */
public interface ProviderSnapshots {
  /** Who it is, for people, such as {@code Neon}. */
  String provider();

  /**
   * Takes one of the server as it is now.
   *
   * @param why what comes next, such as {@code deploy}; becomes part of its name
   * @throws dev.lockgate.core.step.OutsideFailed {@code provider-snapshot-failed}
   */
  ProviderSnapshot take(String why);

  /** Those that were taken here, the newest first. */
  List<ProviderSnapshot> list();

  /**
   * Puts the server back to a snapshot, with all of its databases.
   *
   * @param id of the snapshot
   * @return what it was before, kept by the provider
   * @throws dev.lockgate.core.step.OutsideFailed {@code provider-snapshot-failed}, when it was
   *     refused; {@code provider-restore-unsettled}, when it may have been done
   */
  ProviderSnapshot restore(String id);

  /**
   * Puts the server back to what it was at a time, as far as the provider's own history reaches.
   *
   * @return what it was before, kept by the provider
   * @throws dev.lockgate.core.step.OutsideFailed as {@link #restore}
   */
  ProviderSnapshot restoreTo(Instant time);
}
