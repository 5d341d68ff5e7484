package dev.lockgate.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUrlTest {
  @Test
  void a_folder_is_a_store() {
    assertThat(StoreUrl.parse("file:backups/nightly").path()).isEqualTo("backups/nightly");
    assertThat(StoreUrl.parse("file:/var/backups").path()).isEqualTo("/var/backups");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/prefix", "gs://bucket", "artifact:"})
  void a_store_of_a_later_version_is_refused_with_what_works_now(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreUrl.parse(text))
        .withMessageContaining("is not supported yet")
        .withMessageContaining("`file:backups`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "backups", "file:", "file: ", "file://backups", "https://x", "C:x"})
  void what_is_no_store_is_refused_with_an_example(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreUrl.parse(text))
        .withMessageContaining("`file:backups`");
  }
}
