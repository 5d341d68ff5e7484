package dev.lockgate.core.backup;

import dev.lockgate.core.step.Unsafe;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a stored archive whole and compares every byte with its digests. */
public final class ArchiveCheck {
  private ArchiveCheck() {}

  /**
   * Reads a stored archive through sha256, decryption and the codec into a reader, to the last
   * byte.
   *
   * @param stored from its first byte; closed at the end
   * @param reader what to do with the plain archive meanwhile
   * @throws Unsafe {@code archive-damaged}; whatever the reader made must not be used then
   */
  public static void read(
      InputStream stored, Packing packing, Manifest.Archive expected, ArchiveReader reader) {
    read(stored, packing, expected, reader, false);
  }

  /**
   * Reads as far as the reader does, such as through the table of contents, where all was or will
   * be read. Only when the reader refuses what it gets is the rest looked at, too.
   *
   * @throws Unsafe {@code archive-damaged}
   */
  public static void begin(
      InputStream stored, Packing packing, Manifest.Archive expected, ArchiveReader reader) {
    read(stored, packing, expected, reader, true);
  }

  private static void read(
      InputStream stored,
      Packing packing,
      Manifest.Archive expected,
      ArchiveReader reader,
      boolean beginning) {
    try (var outer = new MeasuringInput(stored)) {
      var open = expected.encrypted() ? packing.encryption().decrypt(outer) : outer;
      var inner = new MeasuringInput(packing.codec().decode(open));
      RuntimeException refused = null;
      try {
        reader.read(inner);
        if (beginning) {
          return;
        }
      } catch (RuntimeException e) {
        refused = e; // damage explains more than what the reader says about it
      }
      inner.drain();
      outer.drain();
      same("stored archive", outer.measured(), expected.stored());
      same("decompressed archive", inner.measured(), expected.plain());
      if (refused != null) {
        throw refused;
      }
    } catch (IOException e) {
      throw damaged("The stored archive cannot be decoded: " + e.getMessage() + ".", e);
    }
  }

  private static void same(String what, Measured found, Measured expected) {
    if (!found.equals(expected)) {
      throw damaged(
          "The "
              + what
              + " is not the one that was written: expected "
              + words(expected)
              + ", read "
              + words(found)
              + ".",
          null);
    }
  }

  private static String words(Measured m) {
    return m.bytes() + " bytes with sha256 " + m.sha256();
  }

  private static Unsafe damaged(String message, @Nullable IOException e) {
    return new Unsafe(
        "archive-damaged",
        message,
        "Nothing was changed. Check the store's disk or network, and use another backup.",
        e);
  }
}
