package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the values of a column become values of another type. */
enum Casts {
  /** The same values in the same files. */
  SAME,
  /** The same values, written anew. */
  WIDER,
  /** By itself, where every value fits; else the statement fails and nothing is lost. */
  CHECKED,
  /** Only when it is asked for, and something of the value may go. */
  EXPLICIT,
  /** A value becomes an array that holds it alone. */
  ELEMENT,
  /** There is no cast: the text of a value is read as the new type. */
  BY_TEXT;

  private static final Set<String> STRINGS =
      Set.of("text", "character varying", "character", "name", "bpchar");
  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");
  private static final Map<String, Set<String>> WIDENS =
      Map.of(
          "smallint", Set.of("integer", "bigint", "numeric", "real", "double precision"),
          "integer", Set.of("bigint", "numeric", "double precision"),
          "bigint", Set.of("numeric"),
          "real", Set.of("double precision"),
          "date", Set.of("timestamp without time zone", "timestamp with time zone"),
          "time without time zone", Set.of("interval"),
          "cidr", Set.of("inet"),
          "character", Set.of("character varying"));
  private static final Map<String, Set<String>> ASSIGNS =
      Map.of(
          "timestamp with time zone",
          Set.of(
              "date",
              "timestamp without time zone",
              "time without time zone",
              "time with time zone"),
          "timestamp without time zone",
          Set.of("date", "timestamp with time zone", "time without time zone"),
          "interval",
          Set.of("time without time zone"),
          "time with time zone",
          Set.of("time without time zone"),
          "time without time zone",
          Set.of("time with time zone"),
          "inet",
          Set.of("cidr"),
          "numeric",
          Set.of("money"),
          "integer",
          Set.of("money"),
          "bigint",
          Set.of("money"),
          "money",
          Set.of("numeric"));
  private static final Map<String, Set<String>> ASKED =
      Map.of(
          "integer", Set.of("boolean", "\"char\""),
          "boolean", Set.of("integer"),
          "json", Set.of("jsonb"),
          "jsonb",
              Set.of(
                  "json",
                  "boolean",
                  "smallint",
                  "integer",
                  "bigint",
                  "numeric",
                  "real",
                  "double precision"),
          "xml", Set.of("text"));

  static Casts between(String from, String to, Side side) {
    if (from.endsWith("[]") && to.endsWith("[]")) {
      return between(element(from), element(to), side);
    }
    var old = base(from);
    var now = base(to);
    if (old.equals(now)) {
      return length(from, to, old);
    }
    if (now.equals("text") && old.equals("character varying")) {
      return SAME;
    }
    if (STRINGS.contains(now) && to.equals(now)) {
      return STRINGS.contains(old) || now.equals("text") ? WIDER : CHECKED;
    }
    if (in(WIDENS, old, now) && to.equals(now)) {
      return WIDER;
    }
    return narrower(old, now, side);
  }

  private static Casts narrower(String old, String now, Side side) {
    var numbers = NUMBERS.contains(old) && NUMBERS.contains(now);
    if (numbers || in(WIDENS, old, now) || in(ASSIGNS, old, now) || STRINGS.contains(now)) {
      return loses(old, now) ? EXPLICIT : CHECKED;
    }
    if (in(ASKED, old, now)) {
      return EXPLICIT;
    }
    return made(old, now, side)
        .orElseGet(() ->
            STRINGS.contains(old) ? EXPLICIT : becomesElement(old, now, side) ? ELEMENT : BY_TEXT);
  }

  private static boolean becomesElement(String old, String now, Side side) {
    return now.endsWith("[]") && Set.of(SAME, WIDER).contains(between(old, element(now), side));
  }

  /** Casts that users made. */
  private static Optional<Casts> made(String old, String now, Side side) {
    return side.find(new ObjectId(Kind.CAST, old + " as " + now), Aspect.ITSELF)
        .map(cast -> cast.get("context", "").equals("explicit") ? EXPLICIT : CHECKED);
  }

  /** Fractions, times of day and zones are cut off without a word. */
  private static boolean loses(String old, String now) {
    var fractions =
        Set.of("numeric", "real", "double precision").contains(old) && NUMBERS.contains(now);
    return fractions || in(ASSIGNS, old, now);
  }

  private static Casts length(String from, String to, String base) {
    if (to.equals(base) && !base.equals("character")) {
      return SAME;
    }
    var was = modifier(from);
    var now = modifier(to);
    var grows = was > 0 && now >= was && !to.contains(",");
    return grows && STRINGS.contains(base) ? (base.equals("character") ? WIDER : SAME) : CHECKED;
  }

  private static long modifier(String type) {
    var digits = type.replaceAll("^[^(]*\\(?(\\d*).*$", "$1");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private static boolean in(Map<String, Set<String>> table, String from, String to) {
    return table.getOrDefault(from, Set.of()).contains(to);
  }

  private static String base(String type) {
    return type.startsWith("\"") ? type : type.replaceFirst("\\(\\d+(,-?\\d+)?\\)", "");
  }

  private static String element(String type) {
    return type.substring(0, type.length() - 2);
  }

  /** The rest of ALTER COLUMN ... TYPE. */
  String using(String column, String type) {
    return switch (this) {
      case SAME, WIDER, CHECKED -> "";
      case EXPLICIT -> " USING " + column + "::" + type;
      case ELEMENT ->
          " USING CASE WHEN "
              + column
              + " IS NOT NULL THEN ARRAY["
              + column
              + "]::"
              + type
              + " END";
      case BY_TEXT -> " USING " + column + "::text::" + type;
    };
  }

  boolean keepsValues() {
    return this == SAME || this == WIDER || this == CHECKED || this == ELEMENT;
  }

  boolean keepsFiles() {
    return this == SAME;
  }
}
