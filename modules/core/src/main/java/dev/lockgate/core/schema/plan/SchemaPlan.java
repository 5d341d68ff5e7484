package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.SchemaSnapshot;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that turn one schema into another.
 *
 * @param statements in the order in which they run
 * @param unwritten objects that differ and that no statement makes equal
 */
public record SchemaPlan(List<SqlStatement> statements, List<Unwritten> unwritten) {
  /** Bodies of functions may name what is created later. */
  private static final String HEAD = "SET check_function_bodies = off;\n";

  public SchemaPlan {
    statements = List.copyOf(statements);
    unwritten = List.copyOf(unwritten);
  }

  /** What leads from the first schema to the second when that role runs it. */
  public static SchemaPlan between(SchemaSnapshot before, SchemaSnapshot after, Applier applier) {
    return Planner.plan(before, after, applier);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return statements.isEmpty() && unwritten.isEmpty();
  }

  /** The whole as a script; what needs a person stands in it as comments. */
  public String script() {
    return isEmpty() ? "" : head() + notes() + body();
  }

  private String head() {
    return statements.isEmpty() ? "" : HEAD;
  }

  private String notes() {
    return unwritten.stream()
        .map(left -> comment("needs a person: " + left.object() + ": " + left.why()))
        .collect(Collectors.joining());
  }

  private String body() {
    return statements.stream()
        .map(statement -> comment(statement.why()) + statement.text() + ";\n")
        .collect(Collectors.joining());
  }

  private static String comment(String text) {
    return text.isEmpty() ? "" : "-- " + text.replaceAll("\\R", " ") + "\n";
  }
}
