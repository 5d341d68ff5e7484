package dev.lockgate.core.backup;

/** How archives are made small and unreadable to others on their way to the store. */
public record Packing(Codec codec, Encryption encryption) {
  /** The ending of what is stored. */
  String ending() {
    return Manifest.Archive.ending(!encryption.label().equals(Encryption.NONE.label()));
  }
}
