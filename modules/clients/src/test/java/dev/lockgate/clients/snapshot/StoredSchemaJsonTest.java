package dev.lockgate.clients.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lockgate.clients.store.Schema;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.schema.Dependencies;
import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.core.snapshot.Profile;
import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.snapshot.TableWeight;
import dev.lockgate.core.snapshot.Thing;
import dev.lockgate.core.snapshot.Thing.What;
import dev.lockgate.core.snapshot.Traits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StoredSchemaJsonTest {
  private static final ObjectId SCHEMA = new ObjectId(Kind.SCHEMA, "public");
  private static final ObjectId TABLE = new ObjectId(Kind.TABLE, "public.\"odd \n\u2028 name\"");
  private static final StoredSchema STORED = stored();

  @Test
  void what_is_read_equals_what_was_written() {
    var read = StoredSchemaJson.read(StoredSchemaJson.write(STORED));

    assertThat(read).isEqualTo(STORED);
    assertThat(read.schema().digest()).isEqualTo(STORED.schema().digest());
    assertThat(read.schema().dependencies().all()).isEqualTo(Map.of(TABLE, List.of(SCHEMA)));
    assertThat(read.schema().find(TABLE).orElseThrow().raw()).isEqualTo(Map.of("piece", "a"));
  }

  @Test
  void the_published_description_fits() throws IOException {
    var json = new JsonMapper().readTree(StoredSchemaJson.write(STORED));

    assertThat(schema().problems(json)).isEmpty();
  }

  @Test
  void a_setting_that_may_be_a_secret_is_hidden_and_others_are_not() {
    var text = StoredSchemaJson.write(STORED);

    assertThat(text).doesNotContain("hush").contains("app.jwt_secret").contains("app, public");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"format\": 2}", "{\"format\": 2, \"anything\": []}"})
  void a_newer_format_is_refused_by_its_number(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredSchemaJson.read(text))
        .withMessage("it has format 2, this version reads format 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{}", "{\"format\": 1}", "{\"format\": \"1\"}", "PK"})
  void what_is_no_snapshot_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredSchemaJson.read(text))
        .withMessageStartingWith("it is not a schema snapshot");
  }

  @Test
  void a_cut_file_is_refused() {
    var text = StoredSchemaJson.write(STORED);
    for (int length = 0; length < text.length() - 1; length += 97) {
      var cut = text.substring(0, length);
      assertThatIllegalArgumentException().isThrownBy(() -> StoredSchemaJson.read(cut));
    }
  }

  private static StoredSchema stored() {
    var taken = Instant.parse("2026-11-25T16:00:00.123456Z");
    var row =
        new AppliedMigration(
            1,
            "1",
            "orders",
            "SQL",
            "V1__orders.sql",
            OptionalInt.of(-7),
            "ada",
            taken,
            Duration.ofMillis(12),
            true);
    return new StoredSchema(
        taken,
        new Standing(
            "17.5",
            17,
            new Traits("ada", "UTF8", "icu", "C", "C", Optional.of("de-DE"), Optional.empty()),
            "supabase_admin",
            "ada",
            false,
            Profile.SUPABASE,
            List.of(setting("search_path", "app, public"), setting("app.jwt_secret", "hush"))),
        SchemaSnapshot.of(
                List.of(
                    Fact.of(SCHEMA, null, Map.of("owner", "ada")),
                    new Fact(
                        TABLE,
                        SCHEMA,
                        new TreeMap<>(Map.of("comment", "a \"quoted\" \\ one")),
                        new TreeMap<>(Map.of("piece", "a")))),
                Map.of("pg_new", 2L),
                true)
            .with(new Dependencies(Map.of(TABLE, Set.of(SCHEMA)))),
        SchemaSnapshot.of(List.of(Fact.of(new ObjectId(Kind.SCHEMA, "auth"), null, Map.of()))),
        new StoredSchema.History("public", "flyway_schema_history", true, false, "1", List.of(row)),
        new TreeMap<>(Map.of("public.orders", new TableWeight(10, 8192, 3, 4))),
        taken.minusSeconds(60));
  }

  private static Thing setting(String name, String value) {
    return Thing.of(
        What.SETTING,
        name + " of the database",
        true,
        Map.of("scope", "database", "setting", name, "value", value));
  }

  private static Schema schema() throws IOException {
    try (var in = StoredSchemaJson.class.getResourceAsStream("schema-snapshot.schema.json")) {
      return new Schema(new JsonMapper().readTree(in));
    }
  }
}
