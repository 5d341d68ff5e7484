package dev.lockgate.core.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaVersionRuleTest {
  @ParameterizedTest
  @CsvSource({
    "2.3.1, 2.3.1, true",
    "2.3, 2.3.0, true",
    "2.3.0, 2.4.1, true",
    "2.10.0, 2.9.0, false",
    "2.5.0, 2.4.1, false",
    "1.9.0, 2.0.0, false",
    "3.0.0, 2.9.9, false",
    "v2.3.0, 2.3.1, true",
    "2.4.0-rc.1, 2.4.0, true",
    "7, 7, true",
    "6, 7, true",
    "8, 7, false",
    "20260301120000, 20260401120000, true",
  })
  void an_application_fits_an_equal_or_newer_schema_of_its_major(
      String application, String schema, boolean fits) {
    assertThat(new SchemaVersionRule(application, "").gate(schema).open()).isEqualTo(fits);
  }

  @Test
  void a_newer_application_needs_migrations_and_another_major_is_told_as_such() {
    assertThat(new SchemaVersionRule("2.5.0", "").gate("2.4.1").evidence())
        .startsWith("the application is newer than the schema")
        .contains("the application needs 2.5.0, the schema will be at 2.4.1");
    assertThat(new SchemaVersionRule("3.0.0", "").gate("2.4.1").evidence())
        .startsWith("the application is of another major");
    assertThat(new SchemaVersionRule("1", "").gate("").open()).isFalse();
  }

  @Test
  void a_bypass_opens_the_gate_and_its_reason_stays_visible() {
    var gate = new SchemaVersionRule("3.0.0", "rolled back by hand, see INC-7").gate("2.4.1");

    assertThat(gate.open()).isTrue();
    assertThat(gate.evidence())
        .startsWith("bypassed (rolled back by hand, see INC-7): the application is of another");
  }

  @Test
  void a_version_is_numbers_with_points() {
    assertThat(SchemaVersionRule.parse("v2.3.1-rc.1+7")).isEqualTo("v2.3.1-rc.1+7");
    assertThatThrownBy(() -> SchemaVersionRule.parse("latest"))
        .hasMessageContaining("expected a version such as `2.3.1`");
  }
}
