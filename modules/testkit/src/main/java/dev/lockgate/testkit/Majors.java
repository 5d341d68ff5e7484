package dev.lockgate.testkit;

import dev.lockgate.core.database.Major;
import java.util.List;

/** The majors that a test sweeps. */
public final class Majors {
  private Majors() {}

  /** The usual one; all of them with {@code -Pfull}. */
  public static List<Major> inThisRun() {
    return Boolean.getBoolean("lockgate.full") ? List.of(Major.values()) : List.of(Major.V17);
  }
}
