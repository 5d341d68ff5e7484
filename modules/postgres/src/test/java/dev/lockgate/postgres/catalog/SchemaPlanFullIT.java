package dev.lockgate.postgres.catalog;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.EachMajor;
import org.assertj.core.api.SoftAssertions;

class SchemaPlanFullIT {
  @EachMajor
  void each_side_becomes_the_other_on_every_major(Major major) throws Exception {
    var softly = new SoftAssertions();

    for (var example : PlanCase.all()) {
      if (example.suits(major)) {
        softly
            .assertThatCode(() -> example.converge(major))
            .as(example.name())
            .doesNotThrowAnyException();
      }
    }

    softly.assertAll();
  }
}
