package dev.lockgate.core.schema;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leaves objects out of every comparison, with all that belongs to them.
 *
 * @param kind which kind; null for every kind
 * @param pattern their names as reports write them, {@code *} standing for any text
 * @param owner only those that this role owns; null for any
 */
public record IgnoreRule(@Nullable Kind kind, String pattern, @Nullable String owner)
    implements Comparable<IgnoreRule> {
  private static final Comparator<IgnoreRule> ORDER = Comparator.comparing(IgnoreRule::toString);

  /** Leaves out what has such a name, whoever owns it. */
  public IgnoreRule(@Nullable Kind kind, String pattern) {
    this(kind, pattern, null);
  }

  /** Leaves out what a role owns. */
  public static IgnoreRule ownedBy(Kind kind, String owner) {
    return new IgnoreRule(kind, "*", owner);
  }

  /**
   * A rule as a policy writes it.
   *
   * @param kind such as {@code index}; empty for every kind
   * @param pattern such as {@code public.tmp_*}
   * @throws IllegalArgumentException saying what was expected
   */
  public static IgnoreRule of(String kind, String pattern) {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException("expected a name such as `public.tmp_*`");
    }
    return new IgnoreRule(kind.isEmpty() ? null : kind(kind), pattern);
  }

  /** Whether it names this object itself. */
  public boolean names(Fact fact) {
    return (kind == null || kind == fact.id().kind())
        && (owner == null || owner.equals(fact.attributes().get("owner")))
        && matches(fact.id().identity());
  }

  @Override
  public int compareTo(IgnoreRule other) {
    return ORDER.compare(this, other);
  }

  /** In words, such as {@code index public.tmp_*}. */
  @Override
  public String toString() {
    return (kind == null ? "anything" : kind.word())
        + " "
        + pattern
        + (owner == null ? "" : " owned by " + owner);
  }

  /** Without a regular expression, since every object is asked. */
  private boolean matches(String identity) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(identity);
    }
    var parts = List.of(pattern.split("\\*", -1));
    var last = parts.getLast();
    if (!identity.startsWith(parts.getFirst()) || !identity.endsWith(last)) {
      return false;
    }
    int at = star;
    for (var part : parts.subList(1, parts.size() - 1)) {
      int found = identity.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
    }
    return at + last.length() <= identity.length();
  }

  private static Kind kind(String word) {
    try {
      return Kind.of(word.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      var kinds =
          Arrays.stream(Kind.values()).map(Kind::word).sorted().collect(Collectors.joining(", "));
      throw new IllegalArgumentException("expected one of the kinds " + kinds, e);
    }
  }
}
