package dev.lockgate.clients.plan;

import dev.lockgate.core.hazard.Hazard;
import dev.lockgate.core.plan.Plan;
import dev.lockgate.core.plan.Plan.PlannedFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A plan as JSON, described by {@code modules/docs/schemas/plan.schema.json}. */
public final class PlanJson {
  /** Grows when a reader of the older format could misread the newer one. */
  private static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.shared();

  private PlanJson() {}

  /**
   * What is known beside the plan and is not bound by its digest.
   *
   * @param target {@code database}, {@code snapshot} or {@code replay}
   * @param environment may be empty
   */
  public record Beside(String target, String environment, int commitPoints, List<Hazard> hazards) {
    public Beside {
      hazards = List.copyOf(hazards);
    }
  }

  /** One object, indented; what the digest is over stands in it under {@code bound}. */
  public static String write(Plan plan, Beside beside) {
    var json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("digest", plan.digest());
    json.set("bound", JSON.readTree(plan.canonical()));
    json.put("target", beside.target());
    json.put("environment", beside.environment());
    json.put("commitPoints", beside.commitPoints());
    var hazards = json.putArray("hazards");
    beside.hazards().forEach(hazard -> add(hazards.addObject(), hazard));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  /** The plan in a file that {@link #write} wrote, when it is the one with this digest. */
  public static Optional<Plan> read(String text, String digest) {
    try {
      return Optional.of(plan(JSON.readTree(text).path("bound")))
          .filter(plan -> plan.digest().equals(digest));
    } catch (JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Plan plan(JsonNode bound) {
    var placeholders = new TreeMap<String, String>();
    bound
        .path("placeholders")
        .properties()
        .forEach(one -> placeholders.put(one.getKey(), one.getValue().asString()));
    return new Plan(
        bound.path("files").valueStream().map(PlanJson::file).toList(),
        placeholders,
        bound.path("policy").asString(),
        bound.path("from").asString(),
        bound.path("to").asString(),
        bound.path("schema").asString());
  }

  private static PlannedFile file(JsonNode file) {
    return new PlannedFile(
        Plan.Role.valueOf(file.path("role").asString().toUpperCase(Locale.ROOT)),
        file.path("path").asString(),
        file.path("sha256").asString());
  }

  private static void add(ObjectNode json, Hazard hazard) {
    json.put("class", hazard.kind().word());
    json.put("level", hazard.level().word());
    json.put("message", hazard.message());
    json.put("file", hazard.place().file());
    json.put("line", hazard.place().line());
    hazard.accepted().ifPresent(reason -> json.put("accepted", reason));
  }
}
