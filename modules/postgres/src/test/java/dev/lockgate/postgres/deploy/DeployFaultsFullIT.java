package dev.lockgate.postgres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Killed at every boundary that the log knows, on every major, and run again. */
class DeployFaultsFullIT {
  private static final List<String> BOUNDARIES =
      List.of(
          "open:   safety backup",
          "Running V1__a.sql",
          "V1__a.sql: statement 1 of 2",
          "V1__a.sql: statement 2 of 2",
          "Ran V1__a.sql",
          "Running V2__i.sql",
          "Ran V2__i.sql",
          "Running V3__c.sql",
          "V3__c.sql: statement 1 of 2",
          "Ran V3__c.sql",
          "The database is at version 3");

  @TempDir Path workspace;

  static Stream<Arguments> kills() {
    return Stream.of(Major.values())
        .flatMap(major -> BOUNDARIES.stream().map(line -> Arguments.of(major, line)));
  }

  @ParameterizedTest
  @MethodSource("kills")
  void the_next_run_brings_it_to_its_end_or_says_what_is_left(Major major, String line) {
    var bench =
        new DeployBench(major, workspace)
            .file("V1__a.sql", "create table a (i int); insert into a values (1);")
            .file("V2__i.sql", "create index concurrently a_i on a (i);")
            .file("V3__c.sql", "create table c (i int); insert into c values (1);");

    bench.killedAt(line);
    var outcome = bench.deploy();
    if (outcome instanceof Outcome.Blocked blocked) {
      assertThat(blocked.code()).isEqualTo("index-not-recorded");
      assertThat(line).isEqualTo("Ran V2__i.sql");
      bench.server.execute(bench.name, "drop index concurrently public.a_i");
      outcome = bench.deploy();
    }

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(bench.version()).isEqualTo("3");
    assertThat(bench.value("select count(*) || ' ' || (select count(*) from c) from a"))
        .isEqualTo("1 1");
    assertThat(bench.value("select count(*) from pg_index where not indisvalid")).isEqualTo("0");
  }
}
