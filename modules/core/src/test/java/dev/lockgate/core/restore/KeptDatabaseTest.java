package dev.lockgate.core.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.gate.Confirmation;
import dev.lockgate.core.restore.TargetState.OldDatabase;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptDatabaseTest {
  private final List<String> dropped = new ArrayList<>();
  private final KeptDatabase kept =
      new KeptDatabase(List.of(new OldDatabase("shop_old_1f3c9a2b", 1024)), dropped::add);

  @Test
  void a_kept_database_whose_name_was_typed_is_removed() {
    assertThat(remove("shop_old_1f3c9a2b", "shop_old_1f3c9a2b")).isInstanceOf(Passed.class);
    assertThat(dropped).containsExactly("shop_old_1f3c9a2b");
  }

  @Test
  void a_database_that_no_restore_kept_is_never_removed() {
    var blocked = (Blocked) remove("shop", "shop");

    assertThat(blocked.code()).isEqualTo("kept-database-unknown");
    assertThat(dropped).isEmpty();
  }

  @Test
  void without_its_name_typed_it_stays() {
    var blocked = (Blocked) remove("shop_old_1f3c9a2b", "yes");

    assertThat(blocked.code()).isEqualTo("restore-not-confirmed");
    assertThat(dropped).isEmpty();
  }

  private Outcome remove(String name, String typed) {
    return kept.remove(name, new Confirmation(name, typed, Optional.empty()));
  }
}
