package dev.lockgate.core.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseNamesTest {
  @Test
  void names_stand_beside_the_live_one() {
    assertThat(DatabaseNames.fresh("app", "1f3c9a2b")).isEqualTo("app_restore_1f3c9a2b");
    assertThat(DatabaseNames.old("app", "1f3c9a2b")).isEqualTo("app_old_1f3c9a2b");
    assertThat(DatabaseNames.undone("app", "1f3c9a2b")).isEqualTo("app_undone_1f3c9a2b");
    assertThat(DatabaseNames.oldPrefix("app")).isEqualTo("app_old_");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 45, 46, 47, 50, 62, 63})
  void no_name_is_longer_than_postgresql_keeps(int length) {
    for (var live :
        new String[] {"x".repeat(length), "ü".repeat(length / 2), "名".repeat(length / 3)}) {
      for (var name :
          new String[] {
            DatabaseNames.fresh(live, "1f3c9a2b"),
            DatabaseNames.old(live, "1f3c9a2b"),
            DatabaseNames.undone(live, "1f3c9a2b")
          }) {
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(name).endsWith("_1f3c9a2b").doesNotContain("\ufffd");
      }
    }
  }
}
