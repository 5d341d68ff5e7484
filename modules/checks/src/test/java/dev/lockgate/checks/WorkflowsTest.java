package dev.lockgate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.testkit.actions.ActionYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class WorkflowsTest {
  private static final Pattern OURS =
      Pattern.compile("(?:lockgate/lockgate|\\.)/action-([a-z]+)(?:@.*)?");

  /** YAML in a page or a workflow of ours, with the place it stands at. */
  record Example(String place, String yaml) {
    @Override
    public String toString() {
      return place;
    }
  }

  static Stream<Example> examples() {
    var inPages =
        Tree.files(".md").stream()
            .flatMap(page -> numbered(page, Markdown.parse(Tree.read(page)).yaml()));
    return Stream.concat(inPages, workflows());
  }

  static Stream<Example> workflows() {
    return Tree.files(".yml").stream()
        .filter(file -> file.startsWith(Path.of(".github", "workflows")))
        .map(file -> new Example(file.toString(), Tree.read(file)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_parses_and_every_input_it_gives_exists(Example example) {
    var wrong = new ArrayList<String>();

    for (var use : uses(parse(example))) {
      var ours = OURS.matcher(String.valueOf(use.get("uses")));
      if (ours.matches()) {
        var inputs = ActionYaml.ofStep(ours.group(1)).inputs();
        var given = given(use);
        given.stream().filter(name -> !inputs.containsKey(name)).forEach(wrong::add);
        inputs.forEach((name, input) -> {
          if (input.required() && !given.contains(name)) {
            wrong.add(name + " is missing");
          }
        });
      }
    }

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void a_whole_workflow_starts_without_any_permission(Example example) {
    if (parse(example) instanceof Map<?, ?> workflow && workflow.containsKey("jobs")) {
      assertThat(workflow.get("permissions")).isEqualTo(Map.of());
      assertThat(workflow.containsKey("on")).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void our_own_workflows_pin_what_they_use(Example workflow) {
    assertThat(uses(parse(workflow)))
        .extracting(use -> String.valueOf(use.get("uses")))
        .filteredOn(use -> !use.startsWith("./"))
        .allMatch(use -> use.matches("[^@]+@[0-9a-f]{40}"));
  }

  private static Stream<Example> numbered(Path page, List<String> yaml) {
    return Stream.iterate(0, i -> i < yaml.size(), i -> i + 1)
        .map(i -> new Example(page + " example " + (i + 1), yaml.get(i)));
  }

  private static Object parse(Example example) {
    var settings = LoadSettings.builder().setLabel(example.place()).build();
    return Objects.requireNonNull(new Load(settings).loadFromString(example.yaml()));
  }

  private static List<Map<?, ?>> uses(Object yaml) {
    var uses = new ArrayList<Map<?, ?>>();
    switch (yaml) {
      case Map<?, ?> map -> {
        if (map.containsKey("uses")) {
          uses.add(map);
        }
        map.values().stream().filter(Objects::nonNull).forEach(v -> uses.addAll(uses(v)));
      }
      case List<?> list -> list.forEach(item -> uses.addAll(uses(item)));
      default -> {}
    }
    return uses;
  }

  private static List<String> given(Map<?, ?> use) {
    return use.get("with") instanceof Map<?, ?> with
        ? with.keySet().stream().map(String::valueOf).toList()
        : List.of();
  }
}
