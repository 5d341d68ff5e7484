package dev.lockgate.core.schema;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The kinds of objects that a snapshot models, in the order in which reports list them. */
public enum Kind {
  SCHEMA("schema", "schemas"),
  EXTENSION("extension", "extensions"),
  LANGUAGE("language", "languages"),
  ACCESS_METHOD("access method", "access methods"),
  ENUM("enum", "enums"),
  DOMAIN("domain", "domains"),
  COMPOSITE_TYPE("composite type", "composite types"),
  RANGE("range", "ranges"),
  BASE_TYPE("base type", "base types"),
  COLLATION("collation", "collations"),
  CONVERSION("conversion", "conversions"),
  TABLE("table", "tables"),
  FOREIGN_TABLE("foreign table", "foreign tables"),
  COLUMN("column", "columns"),
  CONSTRAINT("constraint", "constraints"),
  INDEX("index", "indexes"),
  SEQUENCE("sequence", "sequences"),
  VIEW("view", "views"),
  MATERIALIZED_VIEW("materialized view", "materialized views"),
  FUNCTION("function", "functions"),
  PROCEDURE("procedure", "procedures"),
  AGGREGATE("aggregate", "aggregates"),
  TRIGGER("trigger", "triggers"),
  RULE("rule", "rules"),
  POLICY("policy", "policies"),
  EVENT_TRIGGER("event trigger", "event triggers"),
  STATISTICS("statistics object", "statistics objects"),
  OPERATOR("operator", "operators"),
  OPERATOR_CLASS("operator class", "operator classes"),
  OPERATOR_FAMILY("operator family", "operator families"),
  OPERATOR_FAMILY_MEMBER("operator family member", "operator family members"),
  CAST("cast", "casts"),
  TRANSFORM("transform", "transforms"),
  TEXT_SEARCH_PARSER("text search parser", "text search parsers"),
  TEXT_SEARCH_TEMPLATE("text search template", "text search templates"),
  TEXT_SEARCH_DICTIONARY("text search dictionary", "text search dictionaries"),
  TEXT_SEARCH_CONFIGURATION("text search configuration", "text search configurations"),
  FOREIGN_DATA_WRAPPER("foreign-data wrapper", "foreign-data wrappers"),
  SERVER("foreign server", "foreign servers"),
  USER_MAPPING("user mapping", "user mappings"),
  PUBLICATION("publication", "publications"),
  PUBLICATION_MEMBER("publication member", "publication members"),
  SUBSCRIPTION("subscription", "subscriptions"),
  GRANT("grant", "grants"),
  DEFAULT_PRIVILEGE("default privilege", "default privileges");

  private static final Map<String, Kind> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(Kind::word, kind -> kind));

  private final String one;
  private final String many;

  Kind(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /** The word for one, such as {@code table}. */
  public String word() {
    return one;
  }

  /** A number with the right word, such as {@code 2 tables}. */
  public String count(long number) {
    return number + " " + (number == 1 ? one : many);
  }

  /**
   * The kind with a word.
   *
   * @throws IllegalArgumentException when no kind has it
   */
  public static Kind of(String word) {
    var kind = BY_WORD.get(word);
    if (kind == null) {
      throw new IllegalArgumentException("no kind is called `" + word + "`");
    }
    return kind;
  }
}
