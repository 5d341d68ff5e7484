package dev.lockgate.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUrlTest {
  @Test
  void a_folder_is_a_store() {
    assertThat(StoreUrl.parse("file:backups/nightly"))
        .isEqualTo(new StoreUrl.Folder("backups/nightly"));
    assertThat(StoreUrl.parse("file:/var/backups")).isEqualTo(new StoreUrl.Folder("/var/backups"));
    assertThat(StoreUrl.parse("file:x").outlivesJob()).isFalse();
  }

  @Test
  void a_bucket_is_a_store_with_its_options() {
    assertThat(
            StoreUrl.parse(
                "s3://acme/db/nightly/?endpoint=https%3A%2F%2Fs3.example.com:9000&region=eu-1&path-style=false&encryption=aws:kms&key=alias/b%2B1"))
        .isEqualTo(
            new StoreUrl.Bucket(
                "s3",
                "acme",
                "db/nightly/",
                Optional.of(URI.create("https://s3.example.com:9000")),
                Optional.of("eu-1"),
                false,
                Optional.of("aws:kms"),
                Optional.of("alias/b+1")));
  }

  @Test
  void a_service_of_ones_own_has_the_bucket_in_its_path_unless_told_otherwise() {
    assertThat(((StoreUrl.Bucket) StoreUrl.parse("s3://acme?endpoint=minio:9000")).pathStyle())
        .isTrue();
    assertThat(((StoreUrl.Bucket) StoreUrl.parse("s3://acme")).pathStyle()).isFalse();
    assertThat(StoreUrl.parse("gs://acme/x")).hasToString("gs://acme/x/");
    assertThat(StoreUrl.parse("artifact:")).isEqualTo(new StoreUrl.Artifacts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://AKIA:secret@bucket/prefix",
        "s3://bucket/prefix?secret=hush",
        "s3://bucket?region=a&region=b",
        "s3://bucket?region=",
        "s3://bucket?endpoint=ftp://x",
        "s3://bucket?endpoint=https://user:hush@x",
        "s3://bucket?encryption=none",
        "s3://bucket/a/../b",
        "s3://bucket/a//b",
        "s3://b",
        "s3:bucket",
        "s3://bucket/%zz",
        "gs://bucket#x",
        "artifact:name"
      })
  void an_address_that_would_be_misread_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreUrl.parse(text))
        .withMessageStartingWith("expected ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "backups", "file:", "file: ", "file://backups", "https://x", "C:x"})
  void what_is_no_store_is_refused_with_an_example(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreUrl.parse(text))
        .withMessageContaining("`file:backups`");
  }
}
