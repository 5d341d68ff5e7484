package dev.lockgate.postgres.catalog;

import dev.lockgate.core.database.Major;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas made by chance: whatever the pair, each side becomes the other. */
class RandomSchemasIT {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void two_schemas_made_by_chance_become_each_other(long seed) throws Exception {
    new RandomPair(Major.V17, seed).converge();
  }
}
