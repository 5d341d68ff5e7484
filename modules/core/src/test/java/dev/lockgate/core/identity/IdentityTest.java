package dev.lockgate.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.identity.Identity.Stamp;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void a_database_without_a_stamp_will_be_stamped() {
    var gate = new Identity("7", "shop", Optional.empty()).gate("production");

    assertThat(gate.open()).isTrue();
    assertThat(gate.evidence()).contains("the first change stamps it `production`");
  }

  @Test
  void a_production_workflow_never_touches_a_database_stamped_staging() {
    var gate = at("staging", "7", "shop").gate("production");

    assertThat(gate.open()).isFalse();
    assertThat(gate.evidence())
        .isEqualTo("the database is stamped `staging`, and the workflow is for `production`");
    assertThat(gate.remedy()).contains("Correct the secret that holds the URL");
  }

  @Test
  void a_workflow_that_names_no_environment_does_not_touch_a_stamped_database() {
    assertThat(at("production", "7", "shop").gate("").remedy())
        .isEqualTo("Set `environment: production`, or correct the secret that holds the URL.");
  }

  @Test
  void a_stamp_at_home_opens_the_gate() {
    assertThat(at("production", "7", "shop").gate("production").open()).isTrue();
    assertThat(at("production", "", "shop").gate("production").open()).isTrue();
  }

  @Test
  void a_copy_is_explained_whatever_environment_it_is_used_for() {
    var otherServer = at("production", "8", "shop").gate("production");
    var otherName = at("production", "7", "shop_old").gate("staging");

    assertThat(otherServer.open()).isFalse();
    assertThat(otherServer.evidence())
        .isEqualTo(
            "this is a copy: the stamp `production` was written on another server, and this is a"
                + " server of its own");
    assertThat(otherName.evidence()).contains("in the database `shop_old`, and this is `shop`");
    assertThat(otherName.remedy()).contains("delete from lockgate.identity;");
  }

  private static Identity at(String environment, String system, String database) {
    return new Identity("7", "shop", Optional.of(new Stamp(environment, system, database, THEN)));
  }
}
