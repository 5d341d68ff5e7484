package dev.lockgate.runner.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.policy.EnvironmentPolicy;
import dev.lockgate.core.policy.EnvironmentPolicy.Drift;
import dev.lockgate.core.policy.EnvironmentPolicy.Ignored;
import dev.lockgate.core.policy.EnvironmentPolicy.Kept;
import dev.lockgate.core.policy.EnvironmentPolicy.Migrations;
import dev.lockgate.core.policy.EnvironmentPolicy.Retention;
import dev.lockgate.core.policy.EnvironmentPolicy.SchemaVersion;
import dev.lockgate.core.policy.EnvironmentPolicy.Smoke;
import dev.lockgate.core.policy.EnvironmentPolicy.Timeouts;
import dev.lockgate.core.policy.GatePolicy;
import dev.lockgate.core.policy.GatePolicy.Ask;
import dev.lockgate.core.policy.Policy;
import dev.lockgate.runner.Parse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads a policy; every unknown key and every bad value is named with its line, all at once. */
public final class PolicyReader {
  private final Problems problems;

  PolicyReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a text.
   *
   * @param file its name, for messages
   * @throws dev.lockgate.core.step.BadInputs {@code policy-invalid}
   */
  public static Policy read(String file, String text) {
    var problems = new Problems(file);
    var policy = new PolicyReader(problems).policy(text);
    problems.check();
    return policy;
  }

  Policy policy(String text) {
    var root = new Section("", root(text), problems);
    var layers = root.section("defaults");
    var defaults = environment(layers);
    var environments = new LinkedHashMap<String, EnvironmentPolicy>();
    root.mappings("environments")
        .forEach((name, nodes) -> environments.put(name, environment(layers.under(nodes))));
    root.end();
    return new Policy(defaults, environments, digest(text));
  }

  private List<MappingNode> root(String text) {
    var settings = LoadSettings.builder().setLabel("policy").build();
    try {
      var node = new Compose(settings).composeString(text);
      if (node.isPresent() && !(node.get() instanceof MappingNode)) {
        problems.add(node.get(), "holds no keys: expected `defaults:` or `environments:`");
      }
      return node.filter(MappingNode.class::isInstance).map(MappingNode.class::cast).stream()
          .toList();
    } catch (MarkedYamlEngineException e) {
      problems.add(
          e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1),
          "is no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(1, "is no YAML: " + e.getMessage());
    }
    return List.of();
  }

  private static EnvironmentPolicy environment(Section section) {
    var policy =
        new EnvironmentPolicy(
            section.value("production", Parse::flag).orElse(false),
            section.value("platform", Values.word("platform")),
            migrations(section.section("migrations")),
            timeouts(section.section("timeouts")),
            gates(section.section("gates")),
            section.value("safety-backup", Values::safetyBackup),
            new HazardSection(section.section("hazards")).policy(),
            drift(section.section("drift")),
            smoke(section.section("smoke")),
            retention(section.section("retention")),
            schemaVersion(section.section("schema-version")),
            kept(section.section("kept")));
    section.end();
    return policy;
  }

  private static Migrations migrations(Section section) {
    var migrations =
        new Migrations(
            section.value("folder", Values::folder).orElse(""),
            section.value("layout", Layout::parse).orElse(Layout.AUTO),
            section.values("callbacks"));
    section.end();
    return migrations;
  }

  private static Timeouts timeouts(Section section) {
    var timeouts =
        new Timeouts(
            section.value("connect", Parse::duration),
            section.value("lock", Parse::duration),
            section.value("statement", Parse::duration),
            section.value("warn-after", Parse::duration));
    section.end();
    return timeouts;
  }

  private static GatePolicy gates(Section section) {
    var gates =
        new GatePolicy(
            number(section, "approvals"),
            section.value("approvals-from", Values.word("approvals-from")),
            section.values("approval-environments"),
            section.value("approval-waiver", Values::text),
            ask(section, "confirmation"),
            ask(section, "plan-digest"),
            ask(section, "drift-free"),
            ask(section, "identity-stamp"),
            ask(section, "security"),
            ask(section, "seed"),
            section.value("drill-max-age", Parse::duration));
    section.end();
    return gates;
  }

  private static Drift drift(Section section) {
    var ignored =
        section.sections("ignore").stream()
            .map(one -> {
              var rule =
                  new Ignored(
                      one.value("kind", Values::kind).orElse(""),
                      one.value("name", Values::text).orElse("*"));
              one.end();
              return rule;
            })
            .toList();
    section.end();
    return new Drift(ignored);
  }

  private static Smoke smoke(Section section) {
    var smoke =
        new Smoke(
            section.entries("tables", node -> section.parsed("tables", node, Values::count)),
            section.entries("extensions", node -> section.parsed("extensions", node, t -> t)),
            section.values("sql"),
            section.values("health-urls", Values::webAddress));
    section.end();
    return smoke;
  }

  private static Retention retention(Section section) {
    var retention =
        new Retention(
            number(section, "days"),
            number(section, "count"),
            number(section, "keep-monthly"),
            number(section, "min-keep"));
    section.end();
    return retention;
  }

  private static SchemaVersion schemaVersion(Section section) {
    var version =
        new SchemaVersion(
            section.value("rule", Values::rule).orElse(SchemaVersion.Rule.SEMANTIC),
            section.value("query", Values::text));
    section.end();
    return version;
  }

  private static Kept kept(Section section) {
    var kept = new Kept(section.values("jobs"), section.values("slots"));
    section.end();
    return kept;
  }

  private static Ask ask(Section section, String key) {
    return section.value(key, Values::ask).orElse(Ask.UNSAID);
  }

  private static OptionalInt number(Section section, String key) {
    var value = section.value(key, Values::number);
    return value.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static String digest(String text) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
