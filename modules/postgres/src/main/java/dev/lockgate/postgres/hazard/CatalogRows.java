package dev.lockgate.postgres.hazard;

import dev.lockgate.core.hazard.CatalogRow;
import dev.lockgate.core.hazard.CatalogRow.Column;
import dev.lockgate.core.hazard.CatalogRow.Constraint;
import dev.lockgate.core.hazard.CatalogRow.EnumValue;
import dev.lockgate.core.hazard.CatalogRow.Extension;
import dev.lockgate.core.hazard.CatalogRow.Index;
import dev.lockgate.core.hazard.CatalogRow.Inheritance;
import dev.lockgate.core.hazard.CatalogRow.NamedType;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.CatalogRow.Routine;
import dev.lockgate.core.hazard.CatalogRow.RowPolicy;
import dev.lockgate.core.hazard.CatalogRow.Schema;
import dev.lockgate.core.hazard.CatalogRow.Trigger;
import dev.lockgate.core.hazard.CatalogRow.ViewColumn;
import java.util.Arrays;
import java.util.List;

/** Turns a row of {@code changed.sql} into what hazards are made of. */
final class CatalogRows {
  private final String[] fields;
  private int at;

  private CatalogRows(String[] fields) {
    this.fields = fields;
  }

  static CatalogRow of(String kind, long oid, int number, String[] fields) {
    return new CatalogRows(fields).row(kind, oid, number);
  }

  private CatalogRow row(String kind, long oid, int number) {
    return switch (kind) {
      case "schema" -> new Schema(oid, text(), text());
      case "relation" ->
          new Relation(
              oid, text(), oid(), text(), text(), oid(), text(), oid(), flag(), flag(), flag(),
              text(), flag());
      case "column" ->
          new Column(oid, number, text(), text(), flag(), text(), text(), text(), text());
      case "view column" -> new ViewColumn(oid, number, text());
      case "constraint" ->
          new Constraint(
              oid, text(), text(), oid(), oid(), oid(), oid(), flag(), flag(), numbers(), text());
      case "index" -> new Index(oid, oid(), flag(), flag(), flag(), text(), numbers(), texts());
      case "trigger" -> new Trigger(oid, oid(), text(), text(), text(), flag());
      case "type" -> new NamedType(oid, text(), text(), text());
      case "enum value" -> new EnumValue(oid, oid(), text());
      case "routine" -> new Routine(oid, text(), text(), text(), text(), text());
      case "extension" -> new Extension(oid, text());
      case "policy" -> new RowPolicy(oid, oid(), text(), text());
      default -> new Inheritance(oid, oid());
    };
  }

  private String text() {
    return fields[at++];
  }

  /** Separated by a character that SQL does not have. */
  private List<String> texts() {
    var text = text();
    return text.isEmpty() ? List.of() : List.of(text.split("\u001f", -1));
  }

  private long oid() {
    return Long.parseLong(text());
  }

  private boolean flag() {
    return text().startsWith("t");
  }

  private List<Integer> numbers() {
    var text = text();
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(Integer::valueOf).toList();
  }
}
