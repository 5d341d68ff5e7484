package dev.lockgate.action.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.action.restore.KilledStep.How;
import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.Tally;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every phase of both methods, killed and interrupted. */
class RestoreKilledFullIT {
  private static final Tally TALLY = new Tally("restores killed or interrupted");

  @TempDir Path workspace;

  @AfterAll
  static void tell() {
    TALLY.print();
  }

  static Stream<Arguments> phases() {
    var both =
        Stream.of(
            "Every gate is open",
            "Taking the safety backup",
            "Taking a snapshot",
            "Wrote ",
            "is complete",
            "Loading",
            "Looking at what was loaded",
            "this is the commit",
            "Done: ");
    var all =
        Stream.concat(
            both.flatMap(
                words -> Stream.of(Arguments.of("swap", words), Arguments.of("in-place", words))),
            Stream.of(
                Arguments.of("swap", "Creating the database"),
                Arguments.of("swap", "Gathering statistics"),
                Arguments.of("in-place", "Locking every table"),
                Arguments.of("in-place", "Dropping what is in scope"),
                Arguments.of("in-place", "statements")));
    return all.flatMap(phase ->
        Stream.of(How.values()).map(how -> Arguments.of(phase.get()[0], phase.get()[1], how)));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void the_live_database_is_wholly_old_or_wholly_new(String method, String words, How how) {
    var killed = new KilledRestore(Major.V17, workspace);

    assertThat(killed.run(method, how, words)).as("said: " + words).isTrue();

    var replaced = killed.assertWhole();
    TALLY.add("%s by %s, then wholly %s".formatted(method, how, replaced ? "new" : "old"));
  }
}
