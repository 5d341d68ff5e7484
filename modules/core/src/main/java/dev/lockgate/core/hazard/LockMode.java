package dev.lockgate.core.hazard;

import java.util.Arrays;
import java.util.Optional;

/** PostgreSQL's locks on relations, weakest first. */
public enum LockMode {
  ACCESS_SHARE("AccessShareLock"),
  ROW_SHARE("RowShareLock"),
  ROW_EXCLUSIVE("RowExclusiveLock"),
  SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock"),
  SHARE("ShareLock"),
  SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock"),
  EXCLUSIVE("ExclusiveLock"),
  ACCESS_EXCLUSIVE("AccessExclusiveLock");

  private final String serversWord;

  LockMode(String serversWord) {
    this.serversWord = serversWord;
  }

  /** The mode that {@code pg_locks} calls so; empty for one that is not known. */
  public static Optional<LockMode> of(String serversWord) {
    return Arrays.stream(values()).filter(mode -> mode.serversWord.equals(serversWord)).findFirst();
  }

  /** As PostgreSQL's manual writes it, such as {@code ACCESS EXCLUSIVE}. */
  public String words() {
    return name().replace('_', ' ');
  }

  /** Whether writers wait for it. */
  public boolean stopsWrites() {
    return compareTo(SHARE) >= 0;
  }

  /** Whether readers wait for it. */
  public boolean stopsReads() {
    return this == ACCESS_EXCLUSIVE;
  }

  /** What others cannot do meanwhile. */
  public String effect() {
    if (stopsReads()) {
      return "nobody reads or writes it meanwhile";
    }
    return stopsWrites() ? "nobody writes it meanwhile" : "reads and writes go on";
  }
}
