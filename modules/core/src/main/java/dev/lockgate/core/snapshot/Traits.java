package dev.lockgate.core.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a shadow database takes over from the database that it stands for.
 *
 * @param owner the role that runs migrations there
 * @param encoding such as {@code UTF8}
 * @param provider {@code libc}, {@code icu} or {@code builtin}
 * @param collate {@code LC_COLLATE}
 * @param ctype {@code LC_CTYPE}
 * @param locale the locale of the providers {@code icu} and {@code builtin}
 * @param timezone set for the database by {@code ALTER DATABASE}; empty when it is not
 */
public record Traits(
    String owner,
    String encoding,
    String provider,
    String collate,
    String ctype,
    Optional<String> locale,
    Optional<String> timezone) {

  /** What a database has when nobody asked for anything: UTF-8, sorted by code point. */
  public static final Traits PLAIN =
      new Traits(
          "lockgate_migrations",
          "UTF8",
          "libc",
          "C.UTF-8",
          "C.UTF-8",
          Optional.empty(),
          Optional.empty());

  /** The same traits for another role. */
  public Traits ownedBy(String role) {
    return new Traits(role, encoding, provider, collate, ctype, locale, timezone);
  }

  /**
   * What another database has otherwise, one sentence for each, for the report: a locale that the
   * shadow's system lacks, most of all.
   */
  public List<String> differences(Traits other) {
    var sentences = new ArrayList<String>();
    add(sentences, "the encoding", encoding, other.encoding);
    add(sentences, "the locale provider", provider, other.provider);
    add(sentences, "the collation", collate, other.collate);
    add(sentences, "the character classes", ctype, other.ctype);
    add(sentences, "the locale", locale.orElse(""), other.locale.orElse(""));
    return List.copyOf(sentences);
  }

  private static void add(List<String> sentences, String what, String ours, String theirs) {
    if (!ours.equals(theirs)) {
      sentences.add(what + " is " + theirs + " instead of " + ours);
    }
  }
}
