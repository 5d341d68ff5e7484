package dev.lockgate.core.deploy;

import dev.lockgate.core.gate.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether an application fits the schema that a deploy leads to: an equal or an older one does, a
 * newer one needs more migrations, and one of another major fits neither way.
 *
 * @param application the version of the schema that the application was built for; empty when
 *     nobody said
 * @param bypass why the rule does not hold this time; empty when it holds
 * @param onlyEqual whether an older application is blocked, too
 */
public record SchemaVersionRule(String application, String bypass, boolean onlyEqual) {
  static final String CODE = "schema-version";
  private static final String GATE = "schema version";
  private static final Pattern VERSION = Pattern.compile("v?([0-9]+(?:\\.[0-9]+)*)(?:[-+].*)?");

  /** Nobody said which version the application needs. */
  public static final SchemaVersionRule NONE = new SchemaVersionRule("", "");

  /** The rule of semantic versions. */
  public SchemaVersionRule(String application, String bypass) {
    this(application, bypass, false);
  }

  /**
   * Parses a version such as {@code 2.3.1}, {@code v2.3} or {@code 7}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static String parse(String text) {
    if (!VERSION.matcher(text).matches()) {
      throw new IllegalArgumentException("expected a version such as `2.3.1` or `7`");
    }
    return text;
  }

  /** The rule, for the version that the schema has after the deploy. */
  Gate gate(String schema) {
    if (application.isEmpty()) {
      return Gate.open(GATE, "no version of the application was given");
    }
    var fits = compare(schema);
    return fits.open() || bypass.isEmpty()
        ? fits
        : Gate.open(GATE, "bypassed (" + bypass + "): " + fits.evidence());
  }

  private Gate compare(String schema) {
    if (!VERSION.matcher(schema).matches()) {
      return closed(
          "the schema has no version yet",
          schema,
          "Add the migrations that the application needs.");
    }
    var needed = numbers(application);
    var given = numbers(schema);
    boolean semantic = needed.size() > 1 || given.size() > 1;
    if (semantic && !needed.getFirst().equals(given.getFirst())) {
      return closed(
          "the application is of another major",
          schema,
          "Deploy application and schema of the same major; go from one major to the next by"
              + " migrations that both understand.");
    }
    int order = compare(needed, given);
    if (order > 0) {
      return closed(
          "the application is newer than the schema",
          schema,
          "Add the migrations up to " + application + " to this deploy.");
    }
    if (order < 0 && onlyEqual) {
      return closed(
          "the policy wants equal versions",
          schema,
          "Deploy the application that was built for it.");
    }
    return Gate.open(
        GATE,
        order == 0
            ? "application and schema are both at " + schema
            : "the application (%s) is older than the schema (%s) and of the same major"
                .formatted(application, schema));
  }

  private Gate closed(String what, String schema, String remedy) {
    return Gate.closed(
        GATE,
        "%s: the application needs %s, the schema will be at %s"
            .formatted(what, application, schema.isEmpty() ? "no version" : schema),
        remedy + " To go on all the same, give the reason in `schema-guard-bypass`.");
  }

  private static List<Long> numbers(String version) {
    var matcher = VERSION.matcher(version);
    var numbers = new ArrayList<Long>();
    if (matcher.matches()) {
      for (var part : matcher.group(1).split("\\.", -1)) {
        numbers.add(Long.parseLong(part));
      }
    }
    return numbers;
  }

  private static int compare(List<Long> a, List<Long> b) {
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      int order = Long.compare(i < a.size() ? a.get(i) : 0, i < b.size() ? b.get(i) : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
