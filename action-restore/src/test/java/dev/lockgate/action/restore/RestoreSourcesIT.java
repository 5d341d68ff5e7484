package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.report.Block;
import dev.lockgate.postgres.programs.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which backup is taken, and files that were made elsewhere. */
class RestoreSourcesIT {
  @TempDir Path workspace;

  private Bench bench;
  private String shop;

  @BeforeEach
  void a_shop() {
    bench = new Bench(Major.V17, workspace);
    shop = bench.shop();
  }

  @Test
  void the_newest_before_a_time_is_found() {
    var first = Bench.output(bench.backup(shop), "backup-id");
    var between = Instant.now().plusSeconds(1);
    while (Instant.now().isBefore(between)) {
      Thread.onSpinWait(); // names have whole seconds
    }
    bench.backup(shop);

    var report = bench.restored(shop, "before", Instant.now().minusSeconds(0).toString());
    assertThat(report.outputs()).doesNotContainEntry("backup-id", first);
    assertThat(bench.restored(shop, "before", between.toString()).outputs())
        .containsEntry("backup-id", first);
  }

  @Test
  void the_newest_that_a_drill_verified_is_found() {
    var first = Bench.output(bench.backup(shop, "verify", "parse"), "backup-id");
    bench.restored(shop, "mode", "drill", "backup", first);
    bench.backup(shop, "verify", "parse");

    assertThat(bench.restored(shop, "backup", "latest-verified").outputs())
        .containsEntry("backup-id", first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"old.sql", "old.sql.gz", "old.dump"})
  void a_dump_made_elsewhere_is_restored_and_called_unverified(String name) throws IOException {
    var before = bench.text(shop);
    write(name, name.endsWith(".dump") ? dump("--format=custom") : dump());
    bench.server.execute(shop, "drop table shop.orders cascade");

    var report = bench.restored(shop, "backup", "file:" + name, "expect-database", shop);

    assertThat(bench.text(shop)).isEqualTo(before);
    assertThat(report.title()).contains("unverified source " + name);
    assertThat(report.findings().toString()).contains("Unverified source");
    assertThat(bench.audit(shop).getLast().getLast()).contains("unverified");
  }

  @Test
  void a_script_that_is_cut_off_is_found_before_anything_is_touched() throws IOException {
    var whole = dump();
    var rows = new String(whole, StandardCharsets.UTF_8).indexOf("c300@example.org");
    write("cut.sql", Arrays.copyOf(whole, rows));

    var failure = bench.fails(shop, "backup", "file:cut.sql", "expect-database", shop);

    assertThat(failure.code()).isEqualTo("script-unreadable");
    assertThat(failure).hasMessageContaining("ends in the middle of the rows of a table");
    assertThat(workspace.resolve("backups")).as("no safety backup was needed").doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\! touch hacked", "\\i other.sql", "select 1 \\gexec", "\\connect postgres"})
  void a_command_of_psql_is_refused_and_not_run(String command) throws IOException {
    write(
        "hostile.sql", ("create table t ();\n" + command + "\n").getBytes(StandardCharsets.UTF_8));

    var failure = bench.fails(shop, "backup", "file:hostile.sql", "expect-database", shop);

    assertThat(failure.code()).isEqualTo("script-unreadable");
    assertThat(Path.of("hacked")).doesNotExist();
  }

  @Test
  void a_file_that_is_not_there_is_a_bad_input() {
    assertThat(bench.fails(shop, "backup", "file:nothing.sql", "expect-database", shop).code())
        .isEqualTo("source-file-unreadable");
  }

  @Test
  void what_a_restore_did_is_written_down_in_the_database_it_restored() {
    var id = Bench.output(bench.backup(shop), "backup-id");
    bench.restored(shop);
    var report = bench.restored(shop, "backup", id);

    assertThat(bench.audit(shop))
        .extracting(row -> row.getFirst())
        .as("rows of before are carried across")
        .containsExactly("started", "passed", "started", "passed");
    assertThat(bench.audit(shop).getLast().getLast())
        .contains("manifest-sha256", Bench.output(report, "safety-backup-id"), id);
    var old = Bench.output(report, "old-database");
    assertThat(
            bench.restored(shop, "mode", "drop-kept", "kept-database", old, "confirm", old).title())
        .isEqualTo("Removed the kept database " + old);
    assertThat(bench.databases()).doesNotContain(old);
  }

  @Test
  void a_drill_leaves_the_live_database_alone_and_a_proof_beside_the_backup() {
    bench.backup(shop);
    var before = bench.text(shop);
    var databases = bench.databases();
    var proofs = bench.proofs();

    var report = bench.restored(shop, "mode", "drill");

    assertThat(report.outputs()).containsEntry("proof-level", "verified");
    assertThat(report.blocks().stream().map(Block::toString).collect(Collectors.joining()))
        .contains("Rows of every table")
        .contains("The live database was not touched");
    assertThat(bench.text(shop)).isEqualTo(before);
    assertThat(bench.databases()).isEqualTo(databases);
    assertThat(bench.proofs()).hasSize(proofs.size() + 1);
  }

  private void write(String name, byte[] dump) throws IOException {
    var bytes = new ByteArrayOutputStream();
    if (name.endsWith(".gz")) {
      try (var zipped = new GZIPOutputStream(bytes)) {
        zipped.write(dump);
      }
    } else {
      bytes.write(dump);
    }
    Files.write(workspace.resolve(name), bytes.toByteArray());
  }

  private byte[] dump(String... words) throws IOException {
    var command = new ArrayList<>(Programs.locate().client(17, "pg_dump"));
    command.addAll(List.of(words));
    command.add("--dbname=" + bench.url(shop));
    var process = new ProcessBuilder(command).start();
    return process.getInputStream().readAllBytes();
  }
}
