package dev.lockgate.core.snapshot;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that stands around the migrations of a database and is made by none of them.
 *
 * @param what its kind
 * @param name its name, as it is, for people
 * @param before whether it was there when the history began, and was not changed since
 * @param values what a shadow needs to know of it; one that is absent has no value
 */
public record Thing(What what, String name, boolean before, SortedMap<String, String> values) {
  public Thing {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** The kinds of things, in the order in which a shadow makes them. */
  public enum What {
    ROLE("role"),
    MEMBERSHIP("membership"),
    DATABASE("database"),
    SETTING("setting"),
    SCHEMA("schema"),
    PRIVILEGES("privileges"),
    NO_SCHEMA("no schema"),
    EXTENSION("extension"),
    DEFAULT_PRIVILEGES("default privileges");

    private final String word;

    What(String word) {
      this.word = word;
    }

    /** In words, such as {@code schema}. */
    public String word() {
      return word;
    }

    /**
     * The kind with a word.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static What of(String word) {
      return Arrays.stream(values())
          .filter(what -> what.word.equals(word))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no thing is called `" + word + "`"));
    }
  }

  /** A value; empty when it has none. */
  public String value(String key) {
    return values.getOrDefault(key, "");
  }

  /** Whether a value says yes. */
  public boolean is(String key) {
    return value(key).equals("true");
  }

  /** The same thing without a value that could be a secret. */
  Thing withoutSecrets() {
    return isSecret() ? with("value", Hidden.value(value("value"))) : this;
  }

  /** A setting with a dot is the application's own and may be anything, a key or a token too. */
  private boolean isSecret() {
    return what == What.SETTING && value("setting").contains(".");
  }

  private Thing with(String key, String value) {
    var changed = new TreeMap<>(values);
    changed.put(key, value);
    return new Thing(what, name, before, changed);
  }

  /** A thing from names and values in turn; null leaves a value out. */
  public static Thing of(What what, String name, boolean before, Map<String, String> values) {
    return new Thing(what, name, before, new TreeMap<>(values));
  }
}
