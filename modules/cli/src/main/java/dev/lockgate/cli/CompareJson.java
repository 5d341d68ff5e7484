package dev.lockgate.cli;

import dev.lockgate.core.proof.Verdict;
import dev.lockgate.core.proof.Verdict.NeedsAPerson;
import dev.lockgate.core.proof.Verdict.Proven;
import dev.lockgate.core.proof.Verdict.Unproven;
import dev.lockgate.core.schema.Difference;
import dev.lockgate.core.schema.Difference.Added;
import dev.lockgate.core.schema.Difference.Attribute;
import dev.lockgate.core.schema.Difference.Changed;
import dev.lockgate.core.schema.Difference.Removed;
import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.schema.Shown;
import dev.lockgate.core.schema.plan.SchemaPlan;
import dev.lockgate.core.schema.plan.SqlStatement;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A comparison and its plan for programs; what could be a secret is only said to differ. */
final class CompareJson {
  /** Grows when a reader of the older format could misread the newer one. */
  private static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.shared();

  private CompareJson() {}

  /** The verdict is null when nobody asked for a proof. */
  static String of(SchemaComparison comparison, SchemaPlan plan, @Nullable Verdict verdict) {
    var json = JSON.createObjectNode().put("format", FORMAT);
    side(json.putObject("current"), comparison.before());
    side(json.putObject("desired"), comparison.after());
    var differences = json.putArray("differences");
    comparison.differences().forEach(difference -> add(differences.addObject(), difference));
    var notes = json.putArray("notes");
    comparison.notes().forEach(note -> add(notes.addObject(), note));
    var statements = json.putArray("statements");
    plan.statements().forEach(statement -> add(statements.addObject(), statement));
    var left = json.putArray("needs-a-person");
    plan.unwritten().forEach(one -> object(left.addObject(), one.object()).put("why", one.why()));
    if (verdict != null) {
      proof(json.putObject("proof"), verdict);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }

  private static void proof(ObjectNode json, Verdict verdict) {
    switch (verdict) {
      case Proven() -> json.put("verdict", "proven");
      case NeedsAPerson(var left, var why) -> {
        json.put("verdict", "needs-a-person");
        var objects = json.putArray("left");
        left.forEach(id -> object(objects.addObject(), id));
        why.forEach(json.putArray("why")::add);
      }
      case Unproven(var why) -> json.put("verdict", "not-proven").putArray("why").add(why);
    }
  }

  private static void side(ObjectNode json, SchemaSnapshot schema) {
    json.put("digest", schema.digest()).put("steady", schema.steady());
    var uncounted = json.putObject("not-compared");
    schema.unmodelled().forEach(uncounted::put);
  }

  private static void add(ObjectNode json, Difference difference) {
    object(json, difference.id());
    switch (difference) {
      case Added(var fact) -> whole(json.put("change", "added"), fact, "after");
      case Removed(var fact) -> whole(json.put("change", "removed"), fact, "before");
      case Changed(_, _, var attributes) -> {
        var changed = json.put("change", "changed").putObject("attributes");
        attributes.forEach(attribute -> add(changed.putObject(attribute.name()), attribute));
      }
    }
  }

  private static void whole(ObjectNode json, Fact fact, String side) {
    var attributes = json.putObject("attributes");
    fact.attributes()
        .forEach((name, value) -> attributes.putObject(name).put(side, Shown.value(value)));
  }

  private static void add(ObjectNode json, Attribute attribute) {
    if (attribute.before() != null) {
      json.put("before", Shown.before(attribute));
    }
    if (attribute.after() != null) {
      json.put("after", Shown.after(attribute));
    }
  }

  private static void add(ObjectNode json, SqlStatement statement) {
    object(json, statement.object())
        .put("sql", statement.text())
        .put("loses-data", statement.losesData())
        .put("rewrites", statement.rewrites())
        .put("lock", statement.lock().word())
        .put("transactional", statement.transactional())
        .put("needs-superuser", statement.needsSuperuser());
    if (!statement.why().isEmpty()) {
      json.put("why", statement.why());
    }
  }

  private static ObjectNode object(ObjectNode json, ObjectId id) {
    return json.put("kind", id.kind().word()).put("identity", id.identity());
  }
}
