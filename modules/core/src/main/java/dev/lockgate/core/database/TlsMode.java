package dev.lockgate.core.database;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much encryption a connection insists on: libpq's {@code sslmode}, weakest first. */
public enum TlsMode {
  DISABLE,
  ALLOW,
  PREFER,
  REQUIRE,
  VERIFY_CA,
  VERIFY_FULL;

  /** The name that libpq and pgjdbc use, such as {@code verify-full}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the server's certificate must lead to a root we trust. */
  public boolean verifies() {
    return compareTo(VERIFY_CA) >= 0;
  }

  /** Whether a connection without encryption is possible. */
  public boolean mayBePlain() {
    return compareTo(REQUIRE) < 0;
  }

  /**
   * Reads libpq's word.
   *
   * @throws IllegalArgumentException naming the words that exist
   */
  public static TlsMode parse(String word) {
    return Arrays.stream(values())
        .filter(mode -> mode.word().equals(word.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("`sslmode` is one of " + words()));
  }

  private static String words() {
    return Arrays.stream(values())
        .map(mode -> "`" + mode.word() + "`")
        .collect(Collectors.joining(", "));
  }
}
