package dev.lockgate.runner.policy;

import dev.lockgate.core.hazard.FailOn;
import dev.lockgate.core.hazard.HazardClass;
import dev.lockgate.core.policy.HazardPolicy;
import dev.lockgate.core.policy.HazardPolicy.Rule;
import dev.lockgate.core.policy.HazardPolicy.Size;
import dev.lockgate.core.policy.HazardPolicy.Verdict;
import java.util.EnumMap;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** What a policy says about hazards. */
final class HazardSection {
  private final Section section;

  HazardSection(Section section) {
    this.section = section;
  }

  HazardPolicy policy() {
    var standard = HazardPolicy.NONE;
    var classes = section.section("classes");
    var rules = new EnumMap<HazardClass, Rule>(HazardClass.class);
    for (var one : HazardClass.values()) {
      classes
          .node(one.word())
          .flatMap(node -> rule(classes, one, node))
          .ifPresent(rule -> rules.put(one, rule));
    }
    classes.end();
    var policy =
        new HazardPolicy(
            section.value("fail-on", FailOn::parse),
            size(section.section("small"), standard.small()),
            size(section.section("large"), standard.large()),
            section.value("busy", Values::count).orElse(standard.busy()),
            rules);
    section.end();
    return policy;
  }

  /** A word, or a word with the size from which on it holds. */
  private static Optional<Rule> rule(Section classes, HazardClass one, Node node) {
    if (!(node instanceof MappingNode mapping)) {
      return classes
          .parsed(one.word(), node, Values::verdict)
          .map(verdict -> new Rule(verdict, Optional.empty()));
    }
    var inner = classes.at("*", mapping);
    var verdict = inner.value("level", Values::verdict).orElse(Verdict.FAIL);
    var from = size(inner, new Size(Long.MAX_VALUE, Long.MAX_VALUE));
    return Optional.of(new Rule(verdict, Optional.of(from)));
  }

  private static Size size(Section section, Size standard) {
    var rows = section.value("rows", Values::count);
    var bytes = section.value("size", Values::bytes);
    section.end();
    return new Size(rows.orElse(standard.rows()), bytes.orElse(standard.bytes()));
  }
}
