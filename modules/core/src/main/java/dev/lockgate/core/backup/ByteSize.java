package dev.lockgate.core.backup;

import java.util.Locale;

/** A number of bytes that people can read. */
public record ByteSize(long bytes) {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB"};

  @Override
  public String toString() {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    double size = bytes;
    var unit = -1;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, UNITS[unit]);
  }
}
