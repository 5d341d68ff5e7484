package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.Tally;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A backup of each major into that major and the next one, and never into the one before. */
class MajorsFullIT {
  private static final Tally TALLY = new Tally("backups of a major into another");

  @TempDir Path workspace;

  @AfterAll
  static void tell() {
    TALLY.print();
  }

  static Stream<Arguments> pairs() {
    return Arrays.stream(Major.values())
        .flatMap(from ->
            Arrays.stream(Major.values())
                .filter(to -> Math.abs(to.number() - from.number()) <= 1)
                .map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void rows_come_back_by_either_method_and_an_older_server_is_refused(Major from, Major to) {
    var source = new Bench(from, workspace);
    var shop = source.shop();
    var id = Bench.output(source.backup(shop), "backup-id");
    var bench = new Bench(to, workspace);
    var target = bench.server.freshDatabase();
    if (to.number() < from.number()) {
      assertThat(
              bench
                  .blocked(target, "confirm", "RESTORE", "backup", id, "expect-database", target)
                  .code())
          .isEqualTo("restore-into-older-server");
      TALLY.add("refused into the major before");
      return;
    }
    for (var method : new String[] {"swap", "in-place"}) {
      bench.restored(target, "backup", id, "expect-database", target, "method", method);

      assertThat(bench.server.value(target, "select sum(total) from shop.orders"))
          .isEqualTo(source.server.value(shop, "select sum(total) from shop.orders"));
      TALLY.add("restored by " + method);
    }
  }
}
