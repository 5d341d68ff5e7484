package dev.lockgate.postgres.catalog;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.schema.Difference;
import dev.lockgate.core.schema.Difference.Added;
import dev.lockgate.core.schema.Difference.Attribute;
import dev.lockgate.core.schema.Difference.Changed;
import dev.lockgate.core.schema.Difference.Removed;
import dev.lockgate.core.schema.SchemaComparison;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/** The table of changes in {@code alterations.txt}. */
final class Alterations {
  private Alterations() {}

  /**
   * A change and what it must lead to.
   *
   * @param sql one statement
   * @param expected differences, each on a line, in any order
   */
  record Alteration(String sql, List<String> expected) {}

  static List<Alteration> all() throws IOException {
    var all = new ArrayList<Alteration>();
    for (var line : lines()) {
      if (line.startsWith("  ")) {
        all.getLast().expected().add(line.strip());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        all.add(new Alteration(line, new ArrayList<>()));
      }
    }
    return all;
  }

  static String line(Difference difference) {
    return switch (difference) {
      case Added(var fact) -> "+ " + fact.id();
      case Removed(var fact) -> "- " + fact.id();
      case Changed(_, var fact, var attributes) ->
          "~ "
              + fact.id()
              + ": "
              + attributes.stream().map(Attribute::name).collect(Collectors.joining(", "));
    };
  }

  private static List<String> lines() throws IOException {
    try (var in = Alterations.class.getResourceAsStream("alterations.txt");
        var reader =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  /**
   * Makes one change after the other and demands that each is seen where it is, and nowhere else.
   */
  static void assertEachIsSeen(Major major) throws Exception {
    var target = EveryKind.on(major);
    var softly = new SoftAssertions();
    var before = target.read();
    for (var alteration : all()) {
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
}
