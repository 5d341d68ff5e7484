package dev.lockgate.postgres.catalog;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.EachMajor;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;

/** Many more schemas made by chance, on every major. */
class RandomSchemasFullIT {
  private static final long SEEDS = 60;

  @EachMajor
  void schemas_made_by_chance_become_each_other_on_every_major(Major major) {
    var softly = new SoftAssertions();

    LongStream.rangeClosed(7, SEEDS)
        .forEach(seed ->
            softly
                .assertThatCode(() -> new RandomPair(major, seed).converge())
                .as("seed %d on %s", seed, major)
                .doesNotThrowAnyException());

    softly.assertAll();
  }
}
