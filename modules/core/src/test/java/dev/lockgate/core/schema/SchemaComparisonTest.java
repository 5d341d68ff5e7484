package dev.lockgate.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.schema.Difference.Added;
import dev.lockgate.core.schema.Difference.Attribute;
import dev.lockgate.core.schema.Difference.Changed;
import dev.lockgate.core.schema.Difference.Removed;
import dev.lockgate.core.schema.ObjectChange.Change;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaComparisonTest {
  private static final Fact APP = fact(Kind.SCHEMA, "app", null, Map.of());
  private static final Fact ORDERS =
      fact(Kind.TABLE, "app.orders", APP, Map.of("owner", "o", "column order", "id, note"));
  private static final Fact ID = fact(Kind.COLUMN, "app.orders.id", ORDERS, Map.of("type", "int"));
  private static final Fact NOTE =
      fact(Kind.COLUMN, "app.orders.note", ORDERS, Map.of("type", "text"));

  @Test
  void equal_snapshots_do_not_differ_and_have_the_same_digest() {
    var one = SchemaSnapshot.of(List.of(APP, ORDERS, ID));
    var other = SchemaSnapshot.of(List.of(ID, ORDERS, APP));

    assertThat(SchemaComparison.of(one, other).isEmpty()).isTrue();
    assertThat(one.digest()).isEqualTo(other.digest());
  }

  @Test
  void a_changed_attribute_is_told_with_both_values() {
    var changed = with(ID, Map.of("type", "bigint", "default", "7"));

    var comparison = compare(List.of(APP, ORDERS, ID), List.of(APP, ORDERS, changed));

    assertThat(comparison.differences())
        .containsExactly(
            new Changed(
                ID,
                changed,
                List.of(
                    new Attribute("default", null, "7"), new Attribute("type", "int", "bigint"))));
  }

  @Test
  void an_object_on_one_side_only_is_added_or_removed() {
    var comparison = compare(List.of(APP, ORDERS, ID), List.of(APP, ORDERS, NOTE));

    assertThat(comparison.differences()).containsExactly(new Removed(ID), new Added(NOTE));
    assertThat(comparison.reversed().differences())
        .containsExactly(new Added(ID), new Removed(NOTE));
  }

  @Test
  void columns_and_their_grants_are_gathered_under_their_table() {
    var grant =
        fact(Kind.GRANT, "on column app.orders.note to r", NOTE, Map.of("privileges", "SELECT"));

    var comparison = compare(List.of(APP, ORDERS, ID), List.of(APP, ORDERS, ID, NOTE, grant));

    assertThat(comparison.changes())
        .containsExactly(
            new ObjectChange(
                ORDERS.id(), Change.CHANGED, List.of(new Added(NOTE), new Added(grant))));
  }

  @Test
  void a_new_table_is_one_created_object_and_its_schema_did_not_change() {
    var changes = compare(List.of(APP), List.of(APP, ORDERS, ID)).changes();

    assertThat(changes).hasSize(1);
    assertThat(changes.getFirst().id()).isEqualTo(ORDERS.id());
    assertThat(changes.getFirst().change()).isEqualTo(Change.CREATED);
  }

  @Test
  void a_grant_on_a_schema_changes_the_schema() {
    var grant = fact(Kind.GRANT, "on schema app to r", APP, Map.of("privileges", "USAGE"));

    var changes = compare(List.of(APP), List.of(APP, grant)).changes();

    assertThat(changes).extracting(ObjectChange::id).containsExactly(APP.id());
    assertThat(changes.getFirst().change()).isEqualTo(Change.CHANGED);
  }

  @Test
  void what_belongs_to_a_member_of_an_extension_stands_for_itself() {
    var orphan = fact(Kind.COLUMN, "ext.t.c", fact(Kind.TABLE, "ext.t", null, Map.of()), Map.of());

    assertThat(compare(List.of(), List.of(orphan)).changes())
        .extracting(ObjectChange::id)
        .containsExactly(orphan.id());
  }

  @Test
  void the_order_of_columns_is_noted_and_does_not_count() {
    var moved = with(ORDERS, Map.of("owner", "o", "column order", "note, id"));
    var comparison = compare(List.of(APP, ORDERS), List.of(APP, moved));

    assertThat(comparison.isEmpty()).isTrue();
    assertThat(comparison.notes()).hasSize(1);
    assertThat(comparison.before().digest()).isEqualTo(comparison.after().digest());
  }

  @Test
  void what_one_side_may_not_read_is_noted_and_does_not_count() {
    var server = new ObjectId(Kind.SERVER, "far");
    var known = Fact.of(server, null, Map.of("options", "sha256:1"));
    var hidden = Fact.of(server, null, Map.of("options", Fact.UNREADABLE));

    var comparison = compare(List.of(known), List.of(hidden));

    assertThat(comparison.isEmpty()).isTrue();
    assertThat(comparison.notes()).hasSize(1);
  }

  @Test
  void digests_of_subtrees_change_with_what_belongs_to_them_and_with_nothing_else() {
    var other = fact(Kind.TABLE, "app.other", APP, Map.of());
    var before = SchemaSnapshot.of(List.of(APP, ORDERS, ID, other));
    var after = SchemaSnapshot.of(List.of(APP, ORDERS, with(ID, Map.of("type", "oid")), other));

    assertThat(after.digest()).isNotEqualTo(before.digest());
    assertThat(after.digest(ORDERS.id())).isNotEqualTo(before.digest(ORDERS.id()));
    assertThat(after.digest(other.id())).isEqualTo(before.digest(other.id()));
  }

  @Test
  void a_value_cannot_be_mistaken_for_a_name_in_a_digest() {
    var one = SchemaSnapshot.of(List.of(with(APP, Map.of("ab", "c"))));
    var other = SchemaSnapshot.of(List.of(with(APP, Map.of("a", "bc"))));

    assertThat(one.digest()).isNotEqualTo(other.digest());
  }

  @Test
  void what_is_left_out_goes_with_all_that_belongs_to_it() {
    var history = fact(Kind.TABLE, "public.flyway_schema_history", null, Map.of());
    var index = fact(Kind.INDEX, "public.flyway_schema_history_pk", history, Map.of());
    var ours = fact(Kind.SCHEMA, "lockgate", null, Map.of());
    var audit = fact(Kind.TABLE, "lockgate.audit", ours, Map.of());

    var snapshot =
        SchemaSnapshot.of(List.of(APP, ORDERS, ID, history, index, ours, audit))
            .without(LeftOut.withHistory("public.flyway_schema_history"));

    assertThat(snapshot.facts().keySet()).containsExactly(APP.id(), ORDERS.id(), ID.id());
  }

  @Test
  void two_facts_about_one_object_are_refused() {
    assertThatThrownBy(() -> SchemaSnapshot.of(List.of(ID, ID)))
        .hasMessageContaining("column app.orders.id");
  }

  @Test
  void every_kind_is_found_by_its_word() {
    assertThat(Kind.values()).allMatch(kind -> Kind.of(kind.word()) == kind);
    assertThat(Kind.TABLE.count(1)).isEqualTo("1 table");
    assertThat(Kind.INDEX.count(2)).isEqualTo("2 indexes");
  }

  private static SchemaComparison compare(List<Fact> before, List<Fact> after) {
    return SchemaComparison.of(SchemaSnapshot.of(before), SchemaSnapshot.of(after));
  }

  private static Fact fact(
      Kind kind, String identity, @Nullable Fact parent, Map<String, String> attributes) {
    return Fact.of(new ObjectId(kind, identity), parent == null ? null : parent.id(), attributes);
  }

  private static Fact with(Fact fact, Map<String, String> attributes) {
    return Fact.of(fact.id(), fact.parent(), attributes);
  }
}
