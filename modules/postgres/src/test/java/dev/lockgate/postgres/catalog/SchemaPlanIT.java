package dev.lockgate.postgres.catalog;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.Approved;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaPlanIT {
  static List<PlanCase> cases() throws IOException {
    return PlanCase.all().stream().filter(each -> each.suits(Major.V17)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void each_side_becomes_the_other_by_the_approved_statements(PlanCase example) throws Exception {
    var scripts = example.converge(Major.V17);

    Approved.file(SchemaPlanIT.class, "plan/" + example.name() + "/expected.sql").matches(scripts);
  }
}
