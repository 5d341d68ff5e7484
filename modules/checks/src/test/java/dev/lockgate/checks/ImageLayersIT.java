package dev.lockgate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.image.Layers;
import dev.lockgate.testkit.Repository;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What a workflow pulls. Read from the files that Jib wrote; no engine is needed. */
@TestInstance(Lifecycle.PER_CLASS)
class ImageLayersIT {
  private Layers layers;

  @BeforeAll
  void read_what_was_built() throws IOException {
    layers = Layers.read(Repository.root());
    IO.println(layers.table());
  }

  @Test
  void every_step_has_an_image_of_at_most_130_megabytes() {
    assertThat(layers.images().keySet()).containsExactlyElementsOf(Layers.STEPS);
    assertThat(layers.images().values())
        .allSatisfy(image -> assertThat(image.bytes()).isLessThanOrEqualTo(Layers.LIMIT));
  }

  @Test
  void the_images_share_every_layer_but_the_last_of_a_few_kilobytes() {
    int shared = layers.shared().size();

    assertThat(layers.images().values())
        .allSatisfy(image -> {
          assertThat(image.layers()).hasSize(shared + 1);
          assertThat(image.layers().getLast().bytes()).isLessThan(50_000);
        });
  }

  @Test
  void the_last_layer_is_the_jar_of_the_step() {
    assertThat(layers.images())
        .allSatisfy((step, image) ->
            assertThat(image.layers().getLast().folders())
                .isEqualTo("/app/classpath/action-" + step + ".jar"));
  }
}
