package dev.lockgate.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRuleTest {
  @ParameterizedTest
  @CsvSource({
    "index, public.tmp_*, index, public.tmp_a, true",
    "index, public.tmp_*, index, public.atmp_a, false",
    "index, public.tmp_*, table, public.tmp_a, false",
    "'', public.tmp_*, table, public.tmp_a, true",
    "INDEX, public.tmp, index, public.tmp, true",
    "index, public.tmp, index, public.tmp_a, false",
    "'', *, view, audit.log, true",
    "'', *_old, table, public.orders_old, true",
    "'', *_old, table, public.orders_older, false",
    "'', public.*_2026_*, table, public.events_2026_01, true",
    "'', public.*_2026_*, table, public.events_2025_01, false",
    "'', a*a, table, a, false",
    "'', a*a, table, aa, true",
  })
  void an_object_is_named_by_its_kind_and_a_pattern(
      String kind, String pattern, String of, String name, boolean named) {
    assertThat(IgnoreRule.of(kind, pattern).names(fact(Kind.of(of), name))).isEqualTo(named);
  }

  @Test
  void what_belongs_to_an_object_is_left_out_with_it() {
    var table = fact(Kind.TABLE, "public.tmp");
    var column =
        new Fact(
            new ObjectId(Kind.COLUMN, "public.tmp.a"),
            table.id(),
            new TreeMap<>(),
            new TreeMap<>());
    var other = fact(Kind.TABLE, "public.orders");

    var left = LeftOut.by(List.of(IgnoreRule.of("table", "public.tmp")));

    var all = SchemaSnapshot.of(List.of(table, column, other));
    assertThat(all.without(left).facts().keySet()).containsExactly(other.id());
    assertThat(all.only(left).facts().keySet()).containsExactly(table.id(), column.id());
  }

  @Test
  void an_unknown_kind_is_answered_with_the_known_ones() {
    assertThatThrownBy(() -> IgnoreRule.of("indexes", "*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one of the kinds ")
        .hasMessageContaining(" index,");
    assertThatThrownBy(() -> IgnoreRule.of("index", " "))
        .hasMessage("expected a name such as `public.tmp_*`");
  }

  private static Fact fact(Kind kind, String identity) {
    return new Fact(new ObjectId(kind, identity), null, new TreeMap<>(), new TreeMap<>());
  }
}
