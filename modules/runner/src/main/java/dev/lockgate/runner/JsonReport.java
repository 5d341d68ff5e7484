package dev.lockgate.runner;

import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.Ending;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a step ended as JSON, all of it, for programs. */
public final class JsonReport {
  /** Grows when a reader of the older format could misread the newer one. */
  private static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.shared();

  private JsonReport() {}

  /** One object, indented. */
  public static String of(Ending ending) {
    var report = ending.report();
    var json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("step", ending.run().step());
    json.put("environment", ending.environment());
    json.put("result", ending.result().word());
    json.put("code", ending.code());
    json.put("title", report.title());
    run(json.putObject("run"), ending);
    report.findings().forEach(finding -> add(json.withArray("findings").addObject(), finding));
    report.blocks().forEach(block -> add(json.withArray("blocks").addObject(), block));
    put(json.putObject("outputs"), report.outputs());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static void run(ObjectNode json, Ending ending) {
    var run = ending.run();
    json.put("actor", run.actor());
    json.put("repository", run.repository());
    json.put("commit", run.commit());
    json.put("ref", run.ref());
    json.put("event", run.event());
    json.put("url", run.runUrl());
    json.put("id", run.runId());
    json.put("attempt", run.attempt());
  }

  private static void add(ObjectNode json, Finding finding) {
    json.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    json.put("code", finding.code());
    json.put("message", finding.message());
    var place = finding.location();
    if (place != null) {
      json.put("file", place.file());
      json.put("line", place.line());
    }
  }

  private static void add(ObjectNode json, Block block) {
    switch (block) {
      case Block.Heading(var text) -> json.put("type", "heading").put("text", text);
      case Block.Text(var text) -> json.put("type", "text").put("text", text);
      case Block.Bullets(var items) -> addAll(json.put("type", "bullets").putArray("items"), items);
      case Block.Facts(var facts) -> {
        var names = json.put("type", "facts").putArray("facts");
        facts.forEach(
            fact -> names.addObject().put("name", fact.name()).put("value", fact.value()));
      }
      case Block.Table(var header, var rows) -> {
        addAll(json.put("type", "table").putArray("header"), header);
        var lines = json.putArray("rows");
        rows.forEach(row -> addAll(lines.addArray(), row));
      }
      case Block.Sql(var caption, var sql) ->
          json.put("type", "sql").put("caption", caption).put("sql", sql);
      case Block.Command(var caption, var command) ->
          json.put("type", "command").put("caption", caption).put("command", command);
    }
  }

  private static void addAll(ArrayNode json, List<String> texts) {
    texts.forEach(json::add);
  }

  private static void put(ObjectNode json, Map<String, String> values) {
    values.forEach(json::put);
  }
}
