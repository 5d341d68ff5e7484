package dev.lockgate.runner.policy;

import dev.lockgate.core.policy.EnvironmentPolicy.SchemaVersion;
import dev.lockgate.core.policy.GatePolicy.Ask;
import dev.lockgate.core.policy.HazardPolicy.Verdict;
import dev.lockgate.core.schema.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Parsers for the values of a policy: text in, a value out, or what was expected. */
final class Values {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,9}) ?(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "B",
          1L,
          "kB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L,
          "TB",
          1_000_000_000_000L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30,
          "TiB",
          1L << 40);
  private static final Pattern BACKUP =
      Pattern.compile("always|destructive|provider|fresh:\\d{1,6}[smhd]|none: ?\\S.*");
  private static final Pattern COUNT = Pattern.compile("\\d{1,15}");

  /** The words of every value that is one of a few; the published schema has the same. */
  static final Map<String, List<String>> WORDS =
      Map.of(
          "layout", List.of("auto", "flyway", "prisma", "supabase"),
          "platform", List.of("plain", "supabase", "neon", "rds"),
          "approvals-from", List.of("environments", "pull-request"),
          "ask", List.of("required", "off"),
          "fail-on", List.of("note", "warn", "high", "never"),
          "verdict", List.of("off", "note", "warn", "fail"),
          "rule", List.of("semantic", "equal", "off"));

  private Values() {}

  static Function<String, String> word(String name) {
    return text -> {
      var words = WORDS.getOrDefault(name, List.of());
      if (!words.contains(text)) {
        throw new IllegalArgumentException("expected `" + String.join("` or `", words) + "`");
      }
      return text;
    };
  }

  static Ask ask(String text) {
    return Ask.valueOf(constant(word("ask").apply(text)));
  }

  static Verdict verdict(String text) {
    return Verdict.valueOf(constant(word("verdict").apply(text)));
  }

  static SchemaVersion.Rule rule(String text) {
    return SchemaVersion.Rule.valueOf(constant(word("rule").apply(text)));
  }

  static String safetyBackup(String text) {
    if (!BACKUP.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected `always`, `destructive`, `provider`, `fresh:24h`, or `none:` and the reason in"
              + " quotes, such as `\"none: a nightly backup exists\"`");
    }
    return text;
  }

  static String folder(String text) {
    if (text.isEmpty() || text.startsWith("/") || List.of(text.split("/", -1)).contains("..")) {
      throw new IllegalArgumentException(
          "expected a folder of the repository such as `db/migration`");
    }
    return text;
  }

  static long bytes(String text) {
    var size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException("expected a size such as `16MiB` or `1GB`");
    }
    return Long.parseLong(size.group(1)) * UNITS.getOrDefault(size.group(2), 1L);
  }

  static long count(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw new IllegalArgumentException("expected a whole number such as `1000`");
    }
    return Long.parseLong(text);
  }

  static int number(String text) {
    return (int) Math.min(count(text), Integer.MAX_VALUE);
  }

  static String text(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("expected a text");
    }
    return text;
  }

  static String kind(String text) {
    return text.isEmpty() ? text : Kind.of(text).word();
  }

  static String webAddress(String text) {
    if (!text.matches("https?://[^\\s/].*")) {
      throw new IllegalArgumentException(
          "expected an address such as `https://example.org/health`");
    }
    return text;
  }

  private static String constant(String word) {
    return word.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
  }
}
