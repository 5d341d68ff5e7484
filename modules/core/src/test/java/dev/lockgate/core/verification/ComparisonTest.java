package dev.lockgate.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.backup.Contents;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Contents EXPECTED = contents(3, 7, true, "1.0", 2);

  @Test
  void equal_contents_have_no_differences() {
    var comparison = Comparison.of(EXPECTED, contents(3, 7, true, "1.0", 2));

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.notes()).isEmpty();
  }

  @Test
  void every_kind_of_difference_is_named() {
    var comparison = Comparison.of(EXPECTED, contents(4, 8, false, "1.0", 1));

    assertThat(comparison.differences())
        .containsExactly(
            "table public.orders: 3 in the manifest, 4 restored",
            "sequence public.ids: between 7 and 7 in the manifest, 8 restored",
            "large objects: 2 in the manifest, 1 restored",
            "materialized view public.totals: populated in the manifest, not populated restored");
  }

  @Test
  void what_is_missing_and_what_is_too_much_is_named() {
    var empty =
        new Contents(
            List.of(new Contents.TableRows("public", "other", 0)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            2,
            List.of(),
            List.of(),
            List.of(),
            List.of());

    assertThat(Comparison.of(EXPECTED, empty).differences())
        .containsExactly(
            "table public.orders is missing; table public.other is not in the manifest",
            "sequence public.ids is missing",
            "materialized view public.totals is missing",
            "extension hstore is missing");
  }

  @Test
  void another_version_of_an_extension_is_noted() {
    var comparison = Comparison.of(EXPECTED, contents(3, 7, true, "1.1", 2));

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.notes())
        .containsExactly(
            "extension hstore: version 1.0 in the manifest, 1.1 restored, which is the server's"
                + " default");
  }

  private static Contents contents(
      long rows, long last, boolean populated, String version, long largeObjects) {
    var state = new Contents.SequenceState(last, true);
    return new Contents(
        List.of(new Contents.TableRows("public", "orders", rows)),
        List.of(),
        List.of(new Contents.SequenceRange("public", "ids", state, state, false)),
        List.of(new Contents.ExtensionVersion("hstore", version, "public")),
        List.of(new Contents.MaterializedView("public", "totals", populated)),
        largeObjects,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
