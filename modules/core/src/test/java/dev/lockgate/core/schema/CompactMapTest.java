package dev.lockgate.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CompactMapTest {
  private static final TreeMap<String, Integer> TREE =
      new TreeMap<>(Map.of("a", 1, "c", 3, "e", 5, "g", 7));

  private static final CompactMap<String, Integer> MAP = CompactMap.copyOf(TREE);

  @Test
  void it_holds_what_it_was_made_of_in_order() {
    assertThat(MAP).containsExactlyEntriesOf(TREE);
    assertThat(MAP.keySet()).containsExactly("a", "c", "e", "g");
    assertThat(MAP.values()).containsExactly(1, 3, 5, 7);
    assertThat(MAP.firstKey()).isEqualTo("a");
    assertThat(MAP.lastKey()).isEqualTo("g");
  }

  @Test
  void it_equals_every_map_of_the_same_entries() {
    assertThat(MAP).isEqualTo(TREE).hasSameHashCodeAs(TREE);
    assertThat(TREE).isEqualTo(MAP);
    assertThat(MAP).isEqualTo(CompactMap.of(List.of("a", "c", "e", "g"), List.of(1, 3, 5, 7)));
    assertThat(MAP).isNotEqualTo(CompactMap.of(List.of("a", "c", "e", "g"), List.of(1, 3, 5, 8)));
  }

  @Test
  void what_is_not_there_has_no_value() {
    for (var absent : List.of("", "b", "h")) {
      assertThat(MAP.get(absent)).isNull();
      assertThat(MAP.containsKey(absent)).isFalse();
    }
    assertThat(MAP.get("e")).isEqualTo(5);
  }

  @Test
  void its_parts_are_those_of_a_tree() {
    for (var from : List.of("", "a", "b", "g", "h")) {
      assertThat(MAP.tailMap(from)).isEqualTo(TREE.tailMap(from));
      assertThat(MAP.headMap(from)).isEqualTo(TREE.headMap(from));
      assertThat(MAP.subMap(from, "h")).isEqualTo(TREE.subMap(from, "h"));
    }
  }

  @Test
  void it_never_changes() {
    assertThatThrownBy(() -> MAP.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> MAP.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> MAP.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void keys_that_are_not_in_order_are_refused() {
    assertThatThrownBy(() -> CompactMap.of(List.of("b", "a"), List.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keys not in order: b, a");
    assertThatThrownBy(() -> CompactMap.of(List.of("a", "a"), List.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CompactMap.of(List.of("a", "b"), List.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 keys, 1 values");
  }
}
