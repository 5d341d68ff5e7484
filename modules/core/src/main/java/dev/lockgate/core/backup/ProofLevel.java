package dev.lockgate.core.backup;

import java.util.Locale;

/** What is known about a backup, from least to most; only the last counts as tested. */
public enum ProofLevel {
  WRITTEN("the archive was written"),
  CHECKSUMMED("the stored archive was read back whole and its checksum is right"),
  PARSED("the stored archive was read back whole, decoded and parsed by pg_restore"),
  RESTORED("the archive was restored into a database and every table's rows were counted"),
  VERIFIED("a restored database was compared with the original, schema and contents");

  private final String words;

  ProofLevel(String words) {
    this.words = words;
  }

  /** The higher of two. */
  public ProofLevel or(ProofLevel other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** What was done, for people. */
  public String words() {
    return words;
  }

  /** The stable name of manifests and outputs, such as {@code parsed}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return label();
  }
}
