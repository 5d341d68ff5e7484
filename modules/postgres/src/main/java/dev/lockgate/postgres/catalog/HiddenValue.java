package dev.lockgate.postgres.catalog;

import dev.lockgate.core.schema.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/** A value that may be a secret, turned into what can only be compared. */
final class HiddenValue {
  /** Where every option is taken for a secret, but for who connects. */
  private static final Set<Kind> SECRETIVE = Set.of(Kind.USER_MAPPING, Kind.SUBSCRIPTION);

  private static final Set<String> WHO = Set.of("user", "username");

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(pass|pwd|secret|token|key|credential|auth|private|cert|conn|dsn|ur[il]).*");

  /** An address with a password in it, or a list of settings that has one. */
  private static final Pattern SECRET_VALUE =
      Pattern.compile("(?is).*(://[^/]*@|(pass|pwd|secret|token|key)\\w*\\s*[=:]).*");

  private HiddenValue() {}

  /** An option as it may be kept: itself, or its hash where it could be a secret. */
  static String ofOption(Kind kind, String name, String value) {
    return mayBeSecret(kind, name, value) ? of(value) : value;
  }

  private static boolean mayBeSecret(Kind kind, String name, String value) {
    return SECRETIVE.contains(kind)
        ? !WHO.contains(name)
        : SECRET_NAME.matcher(name).matches() || SECRET_VALUE.matcher(value).matches();
  }

  static String of(String value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(value.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
