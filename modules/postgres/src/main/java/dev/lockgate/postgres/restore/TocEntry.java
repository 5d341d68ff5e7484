package dev.lockgate.postgres.restore;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line of an archive's table of contents, as {@code pg_restore --list} writes it and {@code
 * --use-list} reads it: {@code 215; 1259 16385 TABLE shop orders app}.
 *
 * @param line the whole of it
 * @param catalog oid of the system catalog in which the object stood; 0 for none
 * @param oid of the object in the database that was dumped
 * @param what kind, schema, name and owner, with single spaces between
 */
record TocEntry(String line, long catalog, long oid, String what) {
  private static final Pattern LINE = Pattern.compile("\\d+; (\\d+) (\\d+) (.*)");

  /** {@code pg_namespace}. */
  private static final long NAMESPACE = 2615;

  private static final String LOCKGATE = "lockgate";

  static Optional<TocEntry> of(String line) {
    var matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new TocEntry(
                line,
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                matcher.group(3)))
        : Optional.empty();
  }

  static List<TocEntry> of(List<String> lines) {
    return lines.stream().flatMap(line -> of(line).stream()).toList();
  }

  boolean isExtension() {
    return what.startsWith("EXTENSION ");
  }

  boolean isExtension(Set<String> names) {
    return names.stream().anyMatch(name -> what.startsWith("EXTENSION - " + name + " "));
  }

  /** Only its owner may comment on an extension, and the server wrote the comment itself. */
  boolean isCommentOnExtension() {
    return what.startsWith("COMMENT - EXTENSION ");
  }

  boolean isSubscription() {
    return what.startsWith("SUBSCRIPTION ") || what.startsWith("COMMENT - SUBSCRIPTION ");
  }

  /** Whether it is the schema {@code lockgate}, or lies in it. */
  boolean isOurs() {
    return what.matches("SCHEMA - " + LOCKGATE + " .*")
        || what.matches("(ACL|COMMENT|SECURITY LABEL) - SCHEMA " + LOCKGATE + " .*")
        || what.matches("[A-Z][A-Z ]*[A-Z] " + LOCKGATE + " .*");
  }

  /** Whether it is one of these schemas, or lies in one; always when none is named. */
  boolean isIn(List<String> schemas) {
    return schemas.isEmpty()
        || schemas.stream()
            .map(Pattern::quote)
            .anyMatch(name ->
                what.matches("([A-Z ]+ - )?SCHEMA (- )?" + name + " .*")
                    || what.matches("[A-Z][A-Z ]*[A-Z] " + name + " .*"));
  }

  boolean isSchema() {
    return what.startsWith("SCHEMA - ");
  }

  /** Whether it is one of these schemas of the database that was dumped. */
  boolean isSchema(Set<Long> oids) {
    return catalog == NAMESPACE && isSchema() && oids.contains(oid);
  }

  /** Whether it creates one of these schemas; what follows the name is the owner's. */
  boolean isSchema(Set<String> names, List<String> roles) {
    return isSchema()
        && names.stream()
            .anyMatch(name ->
                roles.stream().anyMatch(role -> what.equals("SCHEMA - " + name + " " + role)));
  }

  /**
   * How many relations creating it locks: a table comes with its TOAST table and that one's index.
   */
  int locks() {
    if (what.startsWith("TABLE DATA ") || what.startsWith("TABLE ATTACH ")) {
      return 0;
    }
    if (what.startsWith("TABLE ") || what.startsWith("MATERIALIZED VIEW ")) {
      return 3;
    }
    return 1;
  }
}
