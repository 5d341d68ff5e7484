package dev.lockgate.postgres.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The queries beside this class. A line that ends in {@code -- since 15} is left out on older
 * servers; that is all that differs between majors.
 */
final class CatalogQueries {
  /** Each yields facts: kind, identity, parent_kind, parent, then one column for each attribute. */
  static final List<String> FACTS =
      List.of(
          "schemas",
          "extensions",
          "languages",
          "types",
          "collations",
          "relations",
          "columns",
          "constraints",
          "indexes",
          "sequences",
          "routines",
          "triggers",
          "rules",
          "policies",
          "event-triggers",
          "statistics",
          "operators",
          "operator-classes",
          "casts",
          "text-search",
          "foreign-data",
          "publications",
          "publication-members",
          "subscriptions",
          "others",
          "grants",
          "member-grants",
          "default-privileges");

  private static final Pattern SINCE = Pattern.compile("-- since (\\d+)$");

  private CatalogQueries() {}

  /** The text of a query for a server of that major, with the parts that all queries share. */
  static String text(String name, int major) {
    return forMajor(resource("common"), major) + forMajor(resource(name), major);
  }

  /** The text of a query that stands alone and is the same for every server. */
  static String text(String name) {
    return resource(name);
  }

  private static String forMajor(String sql, int major) {
    return sql.lines()
        .filter(line -> since(line) <= major)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static int since(String line) {
    var mark = SINCE.matcher(line);
    return mark.find() ? Integer.parseInt(mark.group(1)) : 0;
  }

  private static String resource(String name) {
    try (var in = CatalogQueries.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("no query is called " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
