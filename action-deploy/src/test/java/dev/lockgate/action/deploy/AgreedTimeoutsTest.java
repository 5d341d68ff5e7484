package dev.lockgate.action.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.policy.EnvironmentPolicy.Timeouts;
import dev.lockgate.runner.ConnectionInputs;
import dev.lockgate.runner.ConnectionInputs.Limits;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreedTimeoutsTest {
  @Test
  void an_input_that_was_not_set_leaves_it_to_the_policy() {
    assertThat(lock(Optional.empty(), seconds(30))).isEqualTo(Duration.ofSeconds(30));
    assertThat(lock(Optional.empty(), seconds(2))).isEqualTo(Duration.ofSeconds(2));
    assertThat(lock(Optional.empty(), Optional.empty())).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void one_that_was_set_shortens_also_where_it_says_what_would_hold_without_a_policy() {
    assertThat(lock(seconds(5), seconds(30))).isEqualTo(Duration.ofSeconds(5));
    assertThat(lock(seconds(5), seconds(0))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void none_lengthens() {
    assertThat(lock(seconds(60), seconds(30))).isEqualTo(Duration.ofSeconds(30));
    assertThat(lock(seconds(0), seconds(30))).isEqualTo(Duration.ofSeconds(30));
    assertThat(lock(seconds(60), Optional.empty())).isEqualTo(Duration.ofSeconds(60));
  }

  private static Optional<Duration> seconds(int seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static Duration lock(Optional<Duration> input, Optional<Duration> policy) {
    var inputs =
        new ConnectionInputs(
            DatabaseUrl.parse("postgres://app@localhost/app"),
            "",
            Tls.DEFAULT,
            Duration.ofSeconds(10),
            input.orElse(Duration.ofSeconds(5)),
            Duration.ZERO,
            new Limits(Optional.empty(), input, Optional.empty()));
    var policed = new Timeouts(Optional.empty(), policy, Optional.empty(), Optional.empty());
    return AgreedTimeouts.of(inputs, policed).session().lock();
  }
}
