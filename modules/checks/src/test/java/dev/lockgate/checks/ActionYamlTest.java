package dev.lockgate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.runner.Inputs;
import dev.lockgate.testkit.actions.ActionYaml;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActionYamlTest {
  /** Good values for what has no default. */
  private static final Map<String, String> REQUIRED =
      Map.of(
          "database-url", "postgresql://app:secret@db.example.com/shop",
          "store", "file:backups",
          "backup", "latest",
          "confirm", "RESTORE");

  private static final StepContext CONTEXT =
      new StepContext(
          new Run("test", "", "", "", "", "", "", "", 1),
          Path.of("").toAbsolutePath(),
          Path.of("").toAbsolutePath(),
          Log.SILENT,
          new Cancellation());

  /** Read by {@code Step} for every action alike; they stand last in the file. */
  private static final List<String> OF_EVERY_STEP =
      List.of("github-token", "comment", "slack-webhook-url", "notify");

  static List<String> steps() {
    return Tree.STEPS;
  }

  @ParameterizedTest
  @MethodSource("steps")
  void every_input_has_a_default_so_that_no_earlier_step_can_plant_it(String step) {
    assertThat(ActionYaml.ofStep(step).inputs())
        .isNotEmpty()
        .allSatisfy((name, input) -> assertThat(input.fallback()).as(name).isPresent());
  }

  @ParameterizedTest
  @MethodSource("steps")
  void names_are_lower_case_with_dashes_and_everything_is_described(String step) {
    var action = ActionYaml.ofStep(step);

    assertThat(action.name()).isNotBlank();
    assertThat(action.description()).isNotBlank().hasSizeLessThanOrEqualTo(125);
    assertThat(action.inputs())
        .allSatisfy((name, input) -> assertThat(input.description()).as(name).isNotBlank());
    assertThat(action.outputs())
        .isNotEmpty()
        .allSatisfy((name, description) -> assertThat(description).as(name).isNotBlank());
    assertThat(names(action)).allMatch(name -> name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void entrypoint_and_args_are_set_so_that_no_user_input_can_change_them(String step) {
    var action = ActionYaml.ofStep(step);

    assertThat(action.entrypoint()).contains("/opt/lockgate/bin/lockgate-launch");
    assertThat(action.args()).containsExactly(step);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void the_image_is_named_by_its_digest_and_by_no_tag(String step) {
    assertThat(ActionYaml.ofStep(step).image())
        .matches("docker://ghcr\\.io/lockgate/action-" + step + "@sha256:[0-9a-f]{64}");
  }

  @ParameterizedTest
  @MethodSource("steps")
  void every_step_has_the_common_outputs(String step) {
    assertThat(ActionYaml.ofStep(step).outputs().keySet())
        .contains("result", "code", "report-path", "json-path");
  }

  @ParameterizedTest
  @MethodSource("steps")
  void inputs_are_read_in_the_order_of_the_file(String step) {
    var action = ActionYaml.ofStep(step);
    var inputs = new Inputs(withDefaults(action));

    read(step, inputs);

    var expected = new ArrayList<>(action.inputs().keySet());
    expected.removeAll(OF_EVERY_STEP);
    assertThat(inputs.names())
        .filteredOn(name -> !OF_EVERY_STEP.contains(name))
        .containsExactlyElementsOf(expected);
    assertThat(action.inputs().keySet()).endsWith(last(action, expected.size()));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void defaults_in_the_file_mean_what_the_code_does_without_them(String step) {
    var withDefaults = read(step, new Inputs(withDefaults(ActionYaml.ofStep(step))));
    var without = read(step, new Inputs(REQUIRED));

    assertThat(withDefaults).isEqualTo(without);
  }

  @Test
  void an_input_means_the_same_in_every_step() {
    var first = new HashMap<String, ActionYaml.Input>();
    for (var step : Tree.STEPS) {
      ActionYaml.ofStep(step)
          .inputs()
          .forEach((name, input) -> {
            var other = first.putIfAbsent(name, input);
            if (other != null) {
              assertThat(input.fallback()).as(step + ": " + name).isEqualTo(other.fallback());
            }
          });
    }
  }

  private static String[] last(ActionYaml action, int from) {
    var present = new ArrayList<>(OF_EVERY_STEP);
    present.retainAll(action.inputs().keySet());
    assertThat(from + present.size()).isEqualTo(action.inputs().size());
    return present.toArray(String[]::new);
  }

  private static List<String> names(ActionYaml action) {
    var names = new ArrayList<>(action.inputs().keySet());
    names.addAll(action.outputs().keySet());
    return names;
  }

  private static Map<String, String> withDefaults(ActionYaml action) {
    var values = new HashMap<String, String>();
    action.inputs().forEach((name, input) -> values.put(name, input.fallback().orElse("")));
    values.replaceAll((_, text) -> text.replaceAll("\\$\\{\\{.*}}", ""));
    REQUIRED.forEach((name, value) -> values.replace(name, "", value));
    return values;
  }

  private static Object read(String step, Inputs inputs) {
    var name = step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1) + "Inputs";
    try {
      var type = Class.forName("dev.lockgate.action." + step + "." + name);
      for (var from : type.getDeclaredMethods()) {
        if (from.getName().equals("from")) {
          from.setAccessible(true);
          return from.getParameterCount() == 1
              ? from.invoke(null, inputs)
              : from.invoke(null, inputs, CONTEXT);
        }
      }
      throw new AssertionError(name + " has no method `from`");
    } catch (InvocationTargetException e) {
      throw new AssertionError(name + ".from: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }
}
