package dev.lockgate.core.backup;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where backups are kept, as an input says it.
 *
 * @param path the folder; relative paths start at the workspace
 */
public record StoreUrl(String path) {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");
  private static final Pattern NOT_YET = Pattern.compile("s3|gs|artifact");

  public StoreUrl {
    if (path.isBlank() || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("expected a folder such as `file:backups`");
    }
  }

  /**
   * Parses {@code file:<folder>}.
   *
   * @throws IllegalArgumentException saying what is supported
   */
  public static StoreUrl parse(String text) {
    var matcher = SCHEME.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a store such as `file:backups` (a folder of the workspace)");
    }
    var scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    if (NOT_YET.matcher(scheme).matches()) {
      throw new IllegalArgumentException(
          "`"
              + scheme
              + ":` is not supported yet; this version keeps backups in a folder, such as"
              + " `file:backups`, which a later step uploads");
    }
    if (!scheme.equals("file") || matcher.group(2).startsWith("//")) {
      throw new IllegalArgumentException("expected `file:` and a folder, such as `file:backups`");
    }
    return new StoreUrl(matcher.group(2));
  }

  @Override
  public String toString() {
    return "file:" + path;
  }
}
