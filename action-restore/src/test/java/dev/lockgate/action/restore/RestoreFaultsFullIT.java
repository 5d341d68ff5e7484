package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.StepFailure;
import dev.lockgate.testkit.CutAfterProxy;
import dev.lockgate.testkit.CutAfterProxy.Way;
import dev.lockgate.testkit.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sweeps: damage at a thousand places, and a connection cut at twenty. */
class RestoreFaultsFullIT {
  private static final int FLIPS = 1000;
  private static final int CUTS = 20;

  private static final Tally TALLY = new Tally("faults of a restore");

  @TempDir Path workspace;

  @AfterAll
  static void tell() {
    TALLY.print();
  }

  @Test
  void a_thousand_flipped_bits_over_all_of_the_archive_are_found_before_anything_is_touched()
      throws IOException {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    var archive = workspace.resolve(Bench.output(bench.backup(shop), "backup-path"));
    var whole = Files.readAllBytes(archive);
    var before = bench.text(shop);
    var databases = bench.databases();
    var random = new Random(4711);
    for (int flip = 0; flip < FLIPS; flip++) {
      var damaged = whole.clone();
      var at = (int) ((long) whole.length * flip / FLIPS);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(archive, damaged);

      var failure = catchThrowableOfType(StepFailure.class, () -> bench.restored(shop));

      assertThat(failure).as("bit of byte %d".formatted(at)).isNotNull();
      assertThat(failure.code()).isEqualTo("archive-damaged");
      TALLY.add("flipped bits found before the target was touched");
    }
    assertThat(bench.backups()).as("not even a safety backup").hasSize(1);
    assertThat(bench.text(shop)).isEqualTo(before);
    assertThat(bench.databases()).isEqualTo(databases);
  }

  @Test
  void flipped_bits_over_all_of_a_manifest_and_a_proof_are_found_before_anything_is_touched()
      throws IOException {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    bench.backup(shop, "verify", "restore");
    var before = bench.text(shop);
    var damages = Map.of("latest", bench.backups().getFirst(), "latest-verified", proof(bench));
    for (var damage : damages.entrySet()) {
      var whole = Files.readAllBytes(damage.getValue());
      for (int flip = 0; flip < FLIPS / 4; flip++) {
        var damaged = whole.clone();
        var at = (int) ((long) whole.length * 4 * flip / FLIPS);
        damaged[at] ^= (byte) (1 << flip % 8);
        Files.write(damage.getValue(), damaged);

        var failure =
            catchThrowableOfType(
                StepFailure.class, () -> bench.restored(shop, "backup", damage.getKey()));

        assertThat(failure).as("bit of byte %d, %s", at, damage.getKey()).isNotNull();
        assertThat(failure.code()).isIn("manifest-damaged", "backup-not-found");
        TALLY.add("flipped bits of a manifest or a proof found before the target was touched");
      }
      Files.write(damage.getValue(), whole);
    }
    assertThat(bench.backups()).as("not even a safety backup").hasSize(1);
    assertThat(bench.text(shop)).isEqualTo(before);
  }

  private static Path proof(Bench bench) {
    return bench.proofs().getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"swap", "in-place"})
  void a_connection_cut_anywhere_leaves_the_live_database_wholly_old_or_wholly_new(String method)
      throws IOException {
    var bench = new Bench(Major.V17, workspace);
    var shop = bench.shop();
    var restored = bench.text(shop);
    var id = Bench.output(bench.backup(shop), "backup-id");
    bench.server.execute(shop, "drop table shop.orders cascade", "create table shop.later ()");
    long all;
    try (var proxy = new CutAfterProxy(bench.server.port(), Way.TO_THE_SERVER, Long.MAX_VALUE)) {
      bench.restored(
          shop, "backup", id, "method", method, "database-url", through(bench, shop, proxy));
      all = proxy.passed();
    }
    for (int cut = 0; cut < CUTS; cut++) {
      bench.server.execute(
          shop, "drop schema if exists shop cascade", "drop publication if exists news");
      var before = bench.text(shop);
      try (var proxy =
          new CutAfterProxy(bench.server.port(), Way.TO_THE_SERVER, 1 + all * cut / CUTS)) {
        var failure =
            catchThrowableOfType(
                StepFailure.class,
                () ->
                    bench.restored(
                        shop,
                        "backup",
                        id,
                        "method",
                        method,
                        "database-url",
                        through(bench, shop, proxy)));
        assertThat(bench.text(shop))
            .as("cut %d: %s".formatted(cut, failure))
            .isIn(before, restored);
        if (failure == null) {
          assertThat(bench.text(shop)).isEqualTo(restored);
        }
        TALLY.add(
            "cut lines of %s, then wholly %s"
                .formatted(method, bench.text(shop).equals(restored) ? "new" : "old"));
      }
    }
  }

  private static String through(Bench bench, String database, CutAfterProxy proxy) {
    return bench.url(database).replace(":" + bench.server.port() + "/", ":" + proxy.port() + "/");
  }
}
