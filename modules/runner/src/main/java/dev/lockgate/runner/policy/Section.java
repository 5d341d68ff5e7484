package dev.lockgate.runner.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of the policy file, possibly laid over others that hold for every environment: the
 * first that has a key counts. Each key is asked for once; what was not asked for is unknown.
 */
final class Section {
  private final String path;
  private final List<MappingNode> layers;
  private final Problems problems;
  private final TreeSet<String> known = new TreeSet<>();

  Section(String path, List<MappingNode> layers, Problems problems) {
    this.path = path;
    this.layers = List.copyOf(layers);
    this.problems = problems;
  }

  /** A section of its own inside this one. */
  Section section(String key) {
    var inner = new ArrayList<MappingNode>();
    for (var layer : layers) {
      find(layer, key).flatMap(node -> mapping(key, node)).ifPresent(inner::add);
    }
    ask(key);
    return new Section(path.isEmpty() ? key : path + "." + key, inner, problems);
  }

  /** Every section of a mapping whose keys the user chooses, by key. */
  Map<String, List<MappingNode>> mappings(String key) {
    var found = new LinkedHashMap<String, List<MappingNode>>();
    section(key).layers.stream()
        .flatMap(layer -> layer.getValue().stream())
        .forEach(tuple ->
            mapping(text(tuple.getKeyNode()), tuple.getValueNode())
                .ifPresent(node -> found.put(text(tuple.getKeyNode()), List.of(node))));
    return found;
  }

  /** A value; a parser throws IllegalArgumentException with what was expected. */
  <T> Optional<T> value(String key, Function<String, T> parser) {
    ask(key);
    return first(key).flatMap(node -> parsed(key, node, parser));
  }

  /** Several values. */
  List<String> values(String key) {
    return values(key, Values::text);
  }

  /** Several values; a parser throws IllegalArgumentException with what was expected. */
  <T> List<T> values(String key, Function<String, T> parser) {
    ask(key);
    return first(key).map(node -> items(key, node)).orElse(List.of()).stream()
        .flatMap(node -> parsed(key, node, parser).stream())
        .toList();
  }

  /** What stands under a key. */
  Optional<Node> node(String key) {
    ask(key);
    return first(key);
  }

  /** The same section with nearer ones laid over it. */
  Section under(List<MappingNode> nearer) {
    var all = new ArrayList<>(nearer);
    all.addAll(layers);
    return new Section("environments.*", all, problems);
  }

  /** Several sections. */
  List<Section> sections(String key) {
    ask(key);
    return first(key).map(node -> items(key, node)).orElse(List.of()).stream()
        .flatMap(node -> mapping(key, node).stream())
        .map(node -> new Section(path + "." + key + "[]", List.of(node), problems))
        .toList();
  }

  /**
   * The entries of a mapping whose keys the user chooses; a nearer one replaces one of the same
   * key.
   */
  <T> Map<String, T> entries(String key, Function<Node, Optional<T>> parser) {
    var inner = section(key);
    var found = new LinkedHashMap<String, T>();
    for (var layer : inner.layers.reversed()) {
      for (var tuple : layer.getValue()) {
        parser
            .apply(tuple.getValueNode())
            .ifPresent(value -> found.put(text(tuple.getKeyNode()), value));
      }
    }
    return found;
  }

  /** A value that stands at a place of its own. */
  <T> Optional<T> parsed(String key, Node node, Function<String, T> parser) {
    if (!(node instanceof ScalarNode)) {
      problems.add(node, "has a list or a section for `" + key + "`, expected a single value");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text(node)));
    } catch (IllegalArgumentException e) {
      problems.add(node, "has `" + text(node) + "` for `" + key + "`: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A mapping as a section, such as one entry of several. */
  Section at(String place, MappingNode node) {
    return new Section(path + "." + place, List.of(node), problems);
  }

  /** Reports every key that nobody asked for, and every one that stands twice. */
  void end() {
    for (var layer : layers) {
      var seen = new TreeSet<String>();
      for (var tuple : layer.getValue()) {
        var key = text(tuple.getKeyNode());
        if (!seen.add(key)) {
          problems.add(tuple.getKeyNode(), "has the key `" + key + "` twice");
        }
        if (!known.contains(key)) {
          problems.add(
              tuple.getKeyNode(), "has the unknown key `" + key + "`; known here: " + choices());
        }
      }
    }
  }

  static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
  }

  private void ask(String key) {
    known.add(key);
    problems.asked(path, key);
  }

  private String choices() {
    return known.stream().map(key -> "`" + key + "`").collect(Collectors.joining(", "));
  }

  private Optional<Node> first(String key) {
    return layers.stream().flatMap(layer -> find(layer, key).stream()).findFirst();
  }

  private static Optional<Node> find(MappingNode layer, String key) {
    return layer.getValue().stream()
        .filter(tuple -> text(tuple.getKeyNode()).equals(key))
        .map(tuple -> tuple.getValueNode())
        .findFirst();
  }

  private Optional<MappingNode> mapping(String key, Node node) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(mapping);
    }
    if (!text(node).isEmpty() || node instanceof SequenceNode) {
      problems.add(node, "has no section under `" + key + "`: expected keys with values");
    }
    return Optional.empty();
  }

  private List<Node> items(String key, Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problems.add(node, "has no list under `" + key + "`: expected lines that begin with `-`");
    return List.of();
  }
}
