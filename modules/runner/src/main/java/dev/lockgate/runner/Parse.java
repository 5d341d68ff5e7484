package dev.lockgate.runner;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Strict parsers for {@link Inputs}: text in, a value out, or what was expected with an example.
 */
public final class Parse {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");
  private static final int LONGEST_NAME = 255;

  private Parse() {}

  /** {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d}, {@code 500ms}; {@code 0} means no limit. */
  public static Duration duration(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    var matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a duration such as `10s`, `5m`, `2h` or `0` for no limit");
    }
    var amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** {@code true} or {@code false}, nothing else. */
  public static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected `true` or `false`");
    };
  }

  /** A whole number from {@code least} to {@code most}, both included. */
  public static Function<String, Integer> integer(int least, int most) {
    return text -> {
      if (WHOLE_NUMBER.matcher(text).matches()) {
        var number = Long.parseLong(text);
        if (number >= least && number <= most) {
          return (int) number;
        }
      }
      throw new IllegalArgumentException(
          "expected a whole number from " + least + " to " + most + ", such as `" + least + "`");
    };
  }

  /** A name: one line of at most 255 characters without control characters. */
  public static String name(String text) {
    if (text.isEmpty()
        || text.length() > LONGEST_NAME
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "expected a name such as `production`: one line, at most 255 characters");
    }
    return text;
  }

  /** One of an enum's words, written in kebab-case as users see them. */
  public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> words) {
    return text ->
        Arrays.stream(words.getEnumConstants())
            .filter(word -> kebab(word).equals(text))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("expected " + choices(words)));
  }

  private static <E extends Enum<E>> String choices(Class<E> words) {
    return Arrays.stream(words.getEnumConstants())
        .map(word -> "`" + kebab(word) + "`")
        .collect(Collectors.joining(" or "));
  }

  private static String kebab(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
