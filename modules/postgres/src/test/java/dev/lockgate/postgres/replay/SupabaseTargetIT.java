package dev.lockgate.postgres.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.drift.Drift;
import dev.lockgate.core.drift.DriftFiles;
import dev.lockgate.core.drift.DriftOrder;
import dev.lockgate.core.drift.DriftOrder.Check;
import dev.lockgate.core.drift.DriftOrder.Source;
import dev.lockgate.core.migration.Progress;
import dev.lockgate.core.snapshot.Scope;
import dev.lockgate.core.snapshot.StoredSchema;
import dev.lockgate.core.snapshot.Traits;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.postgres.Database;
import dev.lockgate.postgres.migrations.MigrationFolder;
import dev.lockgate.postgres.migrations.Migrations;
import dev.lockgate.postgres.shadow.ShadowServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A target as Supabase sets one up: a superuser that users never get, a role {@code postgres} that
 * is none, roles, schemas and default privileges that no migration made. Roles belong to a server,
 * so it has one of its own.
 */
class SupabaseTargetIT {
  private static final String ROLES =
      """
      create role anon nologin noinherit;
      create role authenticated nologin noinherit;
      create role service_role nologin noinherit bypassrls;
      create role authenticator login noinherit;
      create role supabase_auth_admin login noinherit createrole;
      create role supabase_storage_admin login noinherit createrole;
      grant anon, authenticated, service_role to authenticator;
      grant anon, authenticated, service_role to postgres with admin option;
      alter role postgres createdb createrole bypassrls;
      """;

  private static final String PLATFORM =
      """
      create schema extensions;
      grant usage on schema extensions to anon, authenticated, service_role;
      grant usage, create on schema extensions to postgres;
      create extension pgcrypto schema extensions;
      create extension citext schema extensions;
      create schema auth authorization supabase_auth_admin;
      create schema storage authorization supabase_storage_admin;
      create table auth.users (id uuid primary key, email text unique, raw_user_meta_data jsonb);
      alter table auth.users owner to supabase_auth_admin;
      create function auth.uid() returns uuid language sql stable
        as $$ select nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$;
      alter function auth.uid() owner to supabase_auth_admin;
      create table storage.objects (id uuid primary key default gen_random_uuid(), bucket_id text, owner uuid);
      alter table storage.objects owner to supabase_storage_admin;
      grant usage on schema auth, storage to postgres, anon, authenticated, service_role;
      grant all on all tables in schema auth, storage to postgres;
      grant usage, create on schema public to postgres;
      grant usage on schema public to anon, authenticated, service_role;
      alter default privileges in schema public grant all on tables to postgres, anon, authenticated, service_role;
      alter default privileges in schema public grant all on functions to postgres, anon, authenticated, service_role;
      alter default privileges for role postgres in schema public grant all on tables to anon, authenticated, service_role;
      alter default privileges for role postgres in schema public grant all on sequences to anon, authenticated, service_role;
      alter default privileges for role postgres in schema public grant all on functions to anon, authenticated, service_role;
      create publication supabase_realtime;
      create function extensions.notes_ddl() returns event_trigger language plpgsql as 'begin end';
      create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.notes_ddl();
      """;

  private static final String SHOP =
      """
      create extension if not exists pg_trgm with schema extensions;
      create table public.profiles (
        id uuid primary key references auth.users (id) on delete cascade,
        mail extensions.citext unique,
        number bigint generated always as identity,
        secret text default extensions.gen_salt('bf'));
      create index profiles_mail on public.profiles using gin ((mail::text) extensions.gin_trgm_ops);
      alter table public.profiles enable row level security;
      create policy own on public.profiles for select to authenticated using (auth.uid() = id);
      create function public.handle_new_user() returns trigger language plpgsql security definer
        set search_path = '' as 'begin insert into public.profiles (id) values (new.id); return new; end';
      create trigger on_auth_user_created after insert on auth.users
        for each row execute function public.handle_new_user();
      create schema shop;
      grant usage on schema shop to authenticated;
      create view shop.mails with (security_invoker = true) as select mail from public.profiles;
      """;

  private static final Cancellation STOP = new Cancellation();
  private static ShadowServer server;
  private static int databases;

  @TempDir private Path workspace;

  private final Map<String, String> scripts = new TreeMap<>();
  private Database database;
  private Database administrator;

  @BeforeAll
  static void aServerOfItsOwn() {
    server = ShadowServer.start(Major.V17, "supabase_admin", STOP);
    server.create("first", Traits.PLAIN.ownedBy("postgres"));
    run(server.administrator(), ROLES);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void aDatabase() throws IOException {
    var name = "supabase_" + ++databases;
    database = server.create(name, Traits.PLAIN.ownedBy("postgres"));
    administrator = server.administrator().sibling(name);
    run(administrator, PLATFORM);
    file("20260101120000_shop.sql", SHOP);
  }

  @Test
  void a_clean_deploy_shows_no_drift_and_a_change_by_hand_does() throws IOException {
    deploy();

    var clean = drift();
    run(administrator, "alter table public.profiles add by_hand text");
    var drifted = drift();

    assertThat(clean.report().title())
        .isEqualTo("No drift: the schema is what the migrations lead to");
    assertThat(clean).isInstanceOf(Passed.class);
    assertThat(drifted).isInstanceOf(Blocked.class);
    assertThat(drifted.report().title())
        .isEqualTo("Blocked: 1 table differs; no migration made that");
    assertThat(scripts.keySet()).anyMatch(name -> name.matches("20[0-9]{12}_capture_drift[.]sql"));
  }

  @Test
  void what_the_platform_adds_to_its_own_schemas_is_no_drift() {
    deploy();

    run(
        administrator,
        "create table auth.sessions (id uuid primary key, user_id uuid references auth.users (id));"
            + "create schema realtime; create table realtime.messages (id int);"
            + "alter publication supabase_realtime add table public.profiles;");

    assertThat(drift()).isInstanceOf(Passed.class);
  }

  @Test
  void an_extension_that_the_shadow_lacks_is_named_and_what_needs_it_is_not_judged() {
    run(administrator, pretend("pg_quantum"));
    deploy();

    var outcome = drift();

    assertThat(outcome).isInstanceOf(Passed.class);
    assertThat(outcome.report().blocks().toString())
        .contains("The shadow lacks the extension pg_quantum 1.0 of the target")
        .contains("shadow-url");
  }

  @Test
  void a_migration_that_asks_for_an_extension_which_the_shadow_lacks_is_never_drift()
      throws IOException {
    deploy();
    file("20260102120000_quantum.sql", "create extension pg_quantum with schema extensions;");
    run(administrator, pretend("pg_quantum"));
    run(
        administrator,
        "insert into flyway_schema_history select 2, '20260102120000', 'quantum', 'SQL',"
            + " 'V20260102120000__quantum.sql', null, 'postgres', now(), 1, true");

    assertThatThrownBy(this::drift)
        .isInstanceOfSatisfying(
            Unsafe.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("shadow-lacks-extension");
              assertThat(failure).hasMessageContaining("pg_quantum");
              assertThat(failure.remedy())
                  .startsWith("Nothing was changed.")
                  .contains("shadow-url");
            });
  }

  @Test
  void what_another_tool_applied_is_remembered_as_it_is_known_of_the_database() throws IOException {
    run(database, SHOP);
    run(
        database,
        "create schema supabase_migrations;"
            + "create table supabase_migrations.schema_migrations"
            + " (version text primary key, statements text[], name text);"
            + "insert into supabase_migrations.schema_migrations values"
            + " ('20260101120000', null, 'shop'), ('20260101110000', null, 'gone')");
    var migrations = Migrations.of(folder(), database);
    var stored = new LiveDatabase(database, migrations, Scope.ALL).now(migrations.state());
    file("20260102120000_more.sql", "create table public.more (i int);");

    try (var shadow = TargetShadow.of(stored, folder(), Optional.empty(), Scope.ALL, STOP)) {
      var remembered = new StoredTarget(stored, folder(), shadow::empty).state();

      assertThat(remembered).isEqualTo(Migrations.of(folder(), database).stateOfAll());
      assertThat(remembered.pending()).hasSize(1);
      assertThat(remembered.missing()).hasSize(1);
    }
  }

  /** An extension whose files this server has not either: only its row in the catalog is there. */
  private static String pretend(String extension) {
    return """
    set allow_system_table_mods = on;
    insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
      values (pg_nextoid('pg_extension', 'oid', 'pg_extension_oid_index'), '%s', 10,
              'extensions'::regnamespace, false, '1.0');
    """
        .formatted(extension);
  }

  private void deploy() {
    assertThat(Migrations.of(folder(), database).migrate(Progress.SILENT)).isNotEmpty();
  }

  private Outcome drift() {
    var order =
        new DriftOrder(Source.AUTO, Optional.empty(), EnumSet.of(Check.DRIFT, Check.HISTORY), true);
    var live = new LiveDatabase(database, Migrations.of(folder(), database), Scope.ALL);
    try (var shadow = new TargetShadow(database, folder(), Optional.empty(), STOP)) {
      return new Drift(live, shadow, shadow, new Scripts(), Log.SILENT)
          .find(folder().layout(), folder().files(), order);
    }
  }

  private final class Scripts implements DriftFiles {
    @Override
    public String schema(StoredSchema schema) {
      return "schema.json";
    }

    @Override
    public String sql(String name, String text) {
      scripts.put(name, text);
      return name;
    }
  }

  private MigrationFolder folder() {
    return MigrationFolder.open(workspace, "");
  }

  private void file(String name, String sql) throws IOException {
    var folder = Files.createDirectories(workspace.resolve("supabase/migrations"));
    Files.writeString(folder.resolve(name), sql);
  }

  private static void run(Database database, String sql) {
    database.run(session -> {
      try (var statement = session.createStatement()) {
        return statement.execute(sql);
      }
    });
  }
}
