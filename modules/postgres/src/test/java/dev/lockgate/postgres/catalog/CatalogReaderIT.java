package dev.lockgate.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.SchemaComparison;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.testkit.EachMajor;
import dev.lockgate.testkit.PostgresServer;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

class CatalogReaderIT {
  @EachMajor
  void every_kind_is_seen(Major major) throws Exception {
    var snapshot = EveryKind.on(major).read();

    var seen =
        snapshot.facts().keySet().stream()
            .map(id -> id.kind())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    assertThat(seen).containsExactlyInAnyOrder(Kind.values());
    assertThat(snapshot.unmodelled()).isEmpty();
    assertThat(snapshot.steady()).isTrue();
  }

  @EachMajor
  void the_same_statements_give_the_same_schema(Major major) throws Exception {
    var one = EveryKind.on(major).read();
    var other = EveryKind.on(major).read();

    assertThat(SchemaComparison.of(one, other).differences()).isEmpty();
    assertThat(one.digest()).isEqualTo(other.digest());
  }

  @EachMajor
  void nothing_is_left_of_an_empty_database_but_its_schema(Major major) throws Exception {
    var server = PostgresServer.of(major);

    var snapshot = read(server, server.freshDatabase());

    assertThat(snapshot.facts().keySet().stream().map(Object::toString))
        .allMatch(id ->
            id.equals("schema public")
                || id.startsWith("grant on schema public")
                || id.equals("extension plpgsql"));
  }

  @EachMajor
  void each_change_is_seen_on_exactly_the_object_that_changed(Major major) throws Exception {
    var target = EveryKind.on(major);
    var softly = new SoftAssertions();

    var before = target.read();
    for (var alteration : Alterations.all()) {
      target.server().execute(target.database(), alteration.sql());
      var after = target.read();
      var lines = SchemaComparison.of(before, after).differences().stream().map(Alterations::line);
      softly
          .assertThat(lines)
          .as(alteration.sql())
          .containsExactlyInAnyOrderElementsOf(alteration.expected());
      before = after;
    }

    softly.assertAll();
  }

  static SchemaSnapshot read(PostgresServer server, String database) throws Exception {
    try (var session = server.connect(database)) {
      return CatalogReader.read(session, LeftOut.ours());
    }
  }
}
