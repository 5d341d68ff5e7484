package dev.lockgate.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextFileTest {
  private static final Instant NOW = Instant.parse("2026-11-25T21:52:51.5Z");

  @ParameterizedTest
  @CsvSource({
    "FLYWAY, '', V1__capture_drift.sql",
    "FLYWAY, 7, V8__capture_drift.sql",
    "FLYWAY, 2.09, V2.10__capture_drift.sql",
    "PRISMA, 20260101120000, 20261125215251_capture_drift/migration.sql",
    "SUPABASE, 20260101120000, 20261125215251_capture_drift.sql",
    "SUPABASE, '', 20261125215251_capture_drift.sql",
    "SUPABASE, 20270101120000, 20270101120001_capture_drift.sql"
  })
  void a_captured_drift_is_named_as_the_layout_names_its_files(
      Layout layout, String newest, String name) {
    var state =
        new MigrationState(
            "public", true, false, "", List.of(), List.of(), List.of(), List.of(), List.of());
    var files = Stream.of(newest).filter(one -> !one.isEmpty()).map(NextFileTest::file).toList();

    assertThat(new NextFile(state, new Drift.Folder(layout, files), NOW).named("capture_drift"))
        .isEqualTo(name);
  }

  private static MigrationFile file(String version) {
    return new MigrationFile(
        MigrationFile.Kind.VERSIONED, version, "x", version + "_x.sql", version, "select 1", true);
  }
}
