package dev.lockgate.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.report.Block.Heading;
import dev.lockgate.core.report.Block.Sql;
import dev.lockgate.core.report.Block.Table;
import dev.lockgate.core.report.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeReportTest {
  private static final ObjectId ORDERS = new ObjectId(Kind.TABLE, "app.orders");
  private static final ObjectId TOTAL = new ObjectId(Kind.FUNCTION, "app.total()");

  @Test
  void a_sentence_counts_objects_by_kind_and_by_what_happened_to_them() {
    var a = Fact.of(new ObjectId(Kind.TABLE, "a"), null, Map.of("owner", "x"));
    var b = Fact.of(new ObjectId(Kind.TABLE, "b"), null, Map.of("owner", "x"));
    var changedA = Fact.of(a.id(), null, Map.of("owner", "y"));
    var changedB = Fact.of(b.id(), null, Map.of("owner", "y"));
    var created = Fact.of(new ObjectId(Kind.TABLE, "c"), null, Map.of());
    var dropped = Fact.of(new ObjectId(Kind.VIEW, "v"), null, Map.of());

    var changes = changes(List.of(a, b, dropped), List.of(changedA, changedB, created));

    assertThat(ChangeReport.MIGRATION.sentence(changes))
        .isEqualTo("1 table is created, 2 tables change, 1 view is dropped");
    assertThat(ChangeReport.DRIFT.sentence(changes))
        .isEqualTo(
            "1 table is only in the database, 2 tables differ, 1 view is missing in the database");
  }

  @Test
  void short_values_stand_in_a_table_and_texts_of_several_lines_below_it() {
    var before =
        List.of(
            Fact.of(ORDERS, null, Map.of("owner", "x")),
            Fact.of(TOTAL, null, Map.of("definition", "one\ntwo")));
    var after =
        List.of(
            Fact.of(ORDERS, null, Map.of("owner", "y")),
            Fact.of(TOTAL, null, Map.of("definition", "one\nthree")));

    var report = Report.builder();
    ChangeReport.MIGRATION.addTo(report, changes(before, after));

    assertThat(report.build("").blocks())
        .containsExactly(
            new Heading("table app.orders changes"),
            new Table(
                List.of("", "before", "after"),
                List.of(List.of("table app.orders, owner", "x", "y"))),
            new Heading("function app.total() changes"),
            new Sql("function app.total(), definition, before", "one\ntwo"),
            new Sql("function app.total(), definition, after", "one\nthree"));
  }

  @Test
  void a_new_object_is_told_whole_without_what_goes_without_saying() {
    var column =
        Fact.of(
            new ObjectId(Kind.COLUMN, "app.orders.id"),
            ORDERS,
            Map.of("type", "int", "not null", "yes"));
    var grant =
        Fact.of(
            new ObjectId(Kind.GRANT, "on table app.orders to its owner"),
            ORDERS,
            Map.of("privileges", "SELECT"));
    var table = Fact.of(ORDERS, null, Map.of("column order", "id"));

    var report = Report.builder();
    ChangeReport.MIGRATION.addTo(report, changes(List.of(), List.of(table, column, grant)));

    assertThat(report.build("").blocks())
        .containsExactly(
            new Heading("table app.orders is created"),
            new Table(
                List.of("", "before", "after"),
                List.of(
                    List.of("table app.orders", "", "exists"),
                    List.of("column app.orders.id", "", "not null yes; type int"))));
  }

  @Test
  void a_value_that_may_be_a_secret_is_never_shown_not_even_its_hash() {
    var mapping = new ObjectId(Kind.USER_MAPPING, "app on far");
    var name = "options password";

    var report = Report.builder();
    ChangeReport.DRIFT.addTo(
        report,
        changes(
            List.of(Fact.of(mapping, null, Map.of(name, "sha256:aaaa"))),
            List.of(Fact.of(mapping, null, Map.of(name, "sha256:bbbb")))));

    assertThat(report.build("").blocks().toString())
        .contains("(hidden), (hidden, another value)")
        .doesNotContain("aaaa", "bbbb");
  }

  private static List<ObjectChange> changes(List<Fact> before, List<Fact> after) {
    return SchemaComparison.of(SchemaSnapshot.of(before), SchemaSnapshot.of(after)).changes();
  }
}
