package dev.lockgate.core.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.backup.Contents;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateWritesTest {
  @Test
  void tables_whose_rows_changed_are_named_and_our_own_are_not() {
    var safety = contents(rows("shop", "orders", 10), rows("shop", "same", 3));
    var kept =
        contents(
            rows("shop", "orders", 12),
            rows("shop", "same", 3),
            rows("shop", "fresh", 1),
            rows("lockgate", "audit", 2));

    assertThat(LateWrites.between(safety, kept))
        .containsExactly(
            "shop.orders: 10 rows in the safety backup, 12 in the kept database",
            "shop.fresh: 0 rows in the safety backup, 1 in the kept database");
  }

  private static Contents.TableRows rows(String schema, String name, long rows) {
    return new Contents.TableRows(schema, name, rows);
  }

  private static Contents contents(Contents.TableRows... tables) {
    return new Contents(
        List.of(tables),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
