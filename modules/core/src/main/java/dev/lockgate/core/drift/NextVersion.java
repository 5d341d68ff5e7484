package dev.lockgate.core.drift;

import dev.lockgate.core.migration.AppliedMigration;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The version that comes after all that a folder and a history know. */
final class NextVersion {
  private static final Comparator<List<BigInteger>> ORDER = NextVersion::compare;

  private NextVersion() {}

  /** The highest with its last number raised by one: {@code 8} after 7, {@code 2.4} after 2.3. */
  static String after(MigrationState state, List<MigrationFile> files) {
    return Stream.concat(
            files.stream().map(MigrationFile::version),
            state.applied().stream().map(AppliedMigration::version))
        .filter(version -> version.matches("\\d+([._]\\d+)*"))
        .max(Comparator.comparing(NextVersion::numbers, ORDER))
        .map(NextVersion::raised)
        .orElse("1");
  }

  private static String raised(String version) {
    int last = Math.max(version.lastIndexOf('.'), version.lastIndexOf('_')) + 1;
    var number = version.substring(last);
    var next = new BigInteger(number).add(BigInteger.ONE).toString();
    var padding = "0".repeat(Math.max(0, number.length() - next.length()));
    return version.substring(0, last) + padding + next;
  }

  private static List<BigInteger> numbers(String version) {
    return Arrays.stream(version.split("[._]")).map(BigInteger::new).toList();
  }

  private static int compare(List<BigInteger> one, List<BigInteger> other) {
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      int order = at(one, i).compareTo(at(other, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static BigInteger at(List<BigInteger> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
  }
}
