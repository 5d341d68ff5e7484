package dev.lockgate.postgres.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.backup.Sha256;
import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.Major;
import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.Layout;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.migration.Ran;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.postgres.Database;
import dev.lockgate.testkit.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutsIT {
  private static final PostgresServer SERVER = PostgresServer.of(Major.V17);
  private static final String INIT = "create table orders (id int primary key);\n";

  @TempDir Path workspace;
  private final String name = SERVER.freshDatabase();

  @Test
  void prisma_s_folder_runs_as_it_is_and_prisma_s_own_table_says_so() {
    file("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"");
    file("prisma/migrations/20260301120000_init/migration.sql", INIT);
    file(
        "prisma/migrations/20260302120000_add_note/migration.sql",
        "alter table orders add note text default '${not a placeholder}';");

    var ran = migrations().migrate(Progress.SILENT);

    assertThat(ran)
        .extracting(one -> one.file().label(), one -> one.file().path())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "V20260301120000 init", "prisma/migrations/20260301120000_init/migration.sql"),
            org.assertj.core.groups.Tuple.tuple(
                "V20260302120000 add note",
                "prisma/migrations/20260302120000_add_note/migration.sql"));
    assertThat(
            SERVER.rows(
                name,
                "select migration_name, checksum, finished_at is not null, rolled_back_at is null,"
                    + " applied_steps_count from _prisma_migrations order by started_at, 1"))
        .first()
        .isEqualTo(List.of("20260301120000_init", sha256(INIT), "t", "t", "1"));
    assertThat(migrations().state().pending()).isEmpty();
    assertThat(migrations().state().version()).isEqualTo("20260302120000");
  }

  @Test
  void what_prisma_applied_is_adopted_and_the_rest_runs() {
    file("prisma/migrations/20260301120000_init/migration.sql", INIT);
    file(
        "prisma/migrations/20260302120000_note/migration.sql", "alter table orders add note text;");
    prismaApplied("20260301120000_init", INIT);
    SERVER.execute(name, INIT);

    var before = migrations().state();
    var ran = migrations().migrate(Progress.SILENT);

    assertThat(before.hasHistory()).isTrue();
    assertThat(before.version()).isEqualTo("20260301120000");
    assertThat(before.changed()).isEmpty();
    assertThat(ran)
        .extracting(Ran::file)
        .extracting(MigrationFile::label)
        .containsExactly("V20260302120000 note");
    assertThat(migrations().state().applied())
        .extracting(AppliedMigration::script)
        .containsExactly("V20260301120000__init.sql", "V20260302120000__note.sql");
    assertThat(SERVER.value(name, "select count(*) from _prisma_migrations")).isEqualTo("2");
  }

  @Test
  void what_prisma_applies_afterwards_is_adopted_as_well() {
    file("prisma/migrations/20260301120000_init/migration.sql", INIT);
    migrations().migrate(Progress.SILENT);
    var second = "alter table orders add note text;";
    file("prisma/migrations/20260302120000_note/migration.sql", second);
    prismaApplied("20260302120000_note", second);
    SERVER.execute(name, second);
    file("prisma/migrations/20260303120000_more/migration.sql", "alter table orders add more int;");

    var ran = migrations().migrate(Progress.SILENT);

    assertThat(ran).extracting(one -> one.file().label()).containsExactly("V20260303120000 more");
    assertThat(migrations().state().applied()).hasSize(3);
  }

  @Test
  void an_unfinished_changed_or_skipped_migration_of_prisma_is_told() {
    file("prisma/migrations/20260301120000_init/migration.sql", INIT);
    file("prisma/migrations/20260302120000_late/migration.sql", "select 1;");
    file("prisma/migrations/20260303120000_third/migration.sql", "select 3;");
    prismaApplied("20260301120000_init", "create table other (i int);");
    prismaApplied("20260303120000_third", "select 3;");
    SERVER.execute(
        name,
        "insert into _prisma_migrations (id, checksum, migration_name) values ('u', 'x',"
            + " '20260304120000_broken')");

    var state = migrations().state();

    assertThat(state.failed())
        .extracting(AppliedMigration::label)
        .containsExactly("V20260304120000 broken");
    assertThat(state.changed())
        .extracting(changed -> changed.file().label())
        .containsExactly("V20260301120000 init");
    assertThat(state.outOfOrder())
        .extracting(MigrationFile::label)
        .containsExactly("V20260302120000 late");
    assertThat(state.pending()).isEmpty();
  }

  @Test
  void a_file_that_fails_leaves_neither_history_behind() {
    file("prisma/migrations/20260301120000_init/migration.sql", INIT);
    file("prisma/migrations/20260302120000_bad/migration.sql", "select 1 / 0;");

    assertThatThrownBy(() -> migrations().migrate(Progress.SILENT))
        .isInstanceOf(OutsideFailed.class)
        .hasMessageContaining("prisma/migrations/20260302120000_bad/migration.sql:1");

    assertThat(
            SERVER.rows(
                name,
                "select relname from pg_class where relname in ('orders',"
                    + " '_prisma_migrations')"))
        .isEmpty();
  }

  @Test
  void supabase_s_folder_runs_as_it_is_and_what_it_applied_is_adopted() {
    file("supabase/migrations/20260301120000_init.sql", INIT);
    file("supabase/migrations/20260302120000_note.sql", "alter table orders add note text;");
    SERVER.execute(
        name,
        "create schema supabase_migrations",
        "create table supabase_migrations.schema_migrations (version text primary key, statements"
            + " text[], name text)",
        "insert into supabase_migrations.schema_migrations values ('20260301120000',"
            + " array['CREATE TABLE orders ( id int primary key )'], 'init')",
        INIT);

    var ran = migrations().migrate(Progress.SILENT);

    assertThat(ran).extracting(one -> one.file().label()).containsExactly("V20260302120000 note");
    assertThat(migrations().state().changed()).isEmpty();
    assertThat(
            SERVER.rows(
                name,
                "select version, name, statements from supabase_migrations.schema_migrations order"
                    + " by 1"))
        .last()
        .isEqualTo(List.of("20260302120000", "note", "{\"alter table orders add note text\"}"));
  }

  @Test
  void what_another_tool_applied_may_be_what_lockgate_would_refuse() {
    var wrapped = "BEGIN;\n" + INIT + "COMMIT;\n";
    file("prisma/migrations/20260301120000_init/migration.sql", wrapped);
    prismaApplied("20260301120000_init", wrapped);

    assertThat(migrations().state().pending()).isEmpty();
    file("prisma/migrations/20260302120000_next/migration.sql", "BEGIN; select 1; COMMIT;");
    assertThatThrownBy(() -> migrations().state())
        .isInstanceOfSatisfying(
            BadInputs.class,
            failure -> assertThat(failure.code()).isEqualTo("transaction-control-in-migration"));
  }

  @ParameterizedTest
  @CsvSource({
    "alembic.ini, migrations/versions/1_a.py, Alembic, alembic upgrade",
    "Gemfile, db/migrate/20260301120000_init.rb, Rails, db/structure.sql",
    "manage.py, migrations/0001_initial.py, Django, sqlmigrate",
  })
  void a_layout_that_is_code_is_told_with_its_remedy(
      String mark, String file, String tool, String remedy) {
    file(mark, "");
    file(file, "");

    assertThatThrownBy(() -> MigrationFolder.open(workspace, ""))
        .isInstanceOfSatisfying(
            BadInputs.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("layout-is-code");
              assertThat(failure).hasMessageContaining("programs for " + tool);
              assertThat(failure.remedy()).contains(remedy);
            });
  }

  @Test
  void two_layouts_in_one_repository_need_a_word() {
    file("prisma/migrations/20260301120000_init/migration.sql", INIT);
    file("migrations/V1__a.sql", INIT);

    assertThatThrownBy(() -> MigrationFolder.open(workspace, ""))
        .isInstanceOfSatisfying(
            BadInputs.class, failure -> assertThat(failure.code()).isEqualTo("layout-unclear"));
    assertThat(MigrationFolder.open(workspace, "", Layout.PRISMA, List.of()).place())
        .isEqualTo("prisma/migrations");
    assertThat(MigrationFolder.open(workspace, "migrations").layout()).isEqualTo(Layout.FLYWAY);
  }

  @Test
  void equal_timestamps_are_told_before_anything_runs() {
    file("supabase/migrations/20260301120000_a.sql", INIT);
    file("supabase/migrations/20260301120000_b.sql", INIT);

    assertThatThrownBy(() -> MigrationFolder.open(workspace, ""))
        .hasMessageContaining("have the same timestamp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flyway.toml | [flyway]\\ntable = 'changes'\\ndefaultSchema = 'app'\\nschemas = ['app']\\n"
            + "locations = ['filesystem:sql']\\n[flyway.placeholders]\\nkind = 'text'\\n",
        "flyway.conf | flyway.table=changes\\nflyway.schemas=app\\nflyway.locations=filesystem:sql\\n"
            + "flyway.placeholders.kind=text\\n",
      })
  void the_repository_s_own_configuration_of_flyway_is_honoured(String file, String text) {
    file(file, text.replace("\\n", "\n"));
    file("sql/V1__a.sql", "create table a (i ${kind});");

    migrations().migrate(Progress.SILENT);

    assertThat(SERVER.value(name, "select count(*) from app.changes where success")).isEqualTo("2");
    assertThat(SERVER.value(name, "select count(*) from app.a")).isEqualTo("0");
    assertThat(migrations().state().historyTable()).isEqualTo("\"app\".changes");
    assertThat(migrations().state().pending()).isEmpty();
  }

  @Test
  void a_configuration_that_refers_to_what_a_container_does_not_see_is_told() {
    file("flyway.toml", "[flyway.placeholders]\nkind = '${env.KIND}'\n");
    file("migrations/V1__a.sql", INIT);

    assertThatThrownBy(() -> MigrationFolder.open(workspace, ""))
        .isInstanceOfSatisfying(
            BadInputs.class, failure -> assertThat(failure.code()).isEqualTo("flyway-config"));
  }

  @Test
  void callbacks_run_when_they_are_listed_and_only_then() {
    file("migrations/V1__a.sql", "create table a (i int);");
    file("migrations/afterMigrate.sql", "create table if not exists called (i int);");

    migrations().migrate(Progress.SILENT);
    assertThat(SERVER.rows(name, "select 1 from pg_class where relname = 'called'")).isEmpty();

    file("migrations/V2__b.sql", "create table b (i int);");
    var folder = MigrationFolder.open(workspace, "", Layout.AUTO, List.of("afterMigrate.sql"));
    Migrations.of(folder, database()).migrate(Progress.SILENT);
    assertThat(SERVER.rows(name, "select 1 from pg_class where relname = 'called'")).hasSize(1);
  }

  private void prismaApplied(String folder, String sql) {
    SERVER.execute(
        name,
        "create table if not exists _prisma_migrations (id varchar(36) primary key, checksum"
            + " varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not"
            + " null, logs text, rolled_back_at timestamptz, started_at timestamptz not null"
            + " default now(), applied_steps_count integer not null default 0)",
        "insert into _prisma_migrations (id, checksum, finished_at, migration_name,"
            + " applied_steps_count) values (gen_random_uuid()::text, '%s', now(), '%s', 1)"
                .formatted(sha256(sql), folder));
  }

  private static String sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private void file(String file, String sql) {
    try {
      var path = workspace.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, sql);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Migrations migrations() {
    return Migrations.of(MigrationFolder.open(workspace, ""), database());
  }

  private Database database() {
    return new Database(
        DatabaseUrl.parse(SERVER.url(name)),
        new Database.Session(Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ZERO),
        new Cancellation());
  }
}
