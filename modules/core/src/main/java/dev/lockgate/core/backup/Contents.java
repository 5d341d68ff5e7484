package dev.lockgate.core.backup;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a database holds, counted: the part of a manifest that a restore is compared with.
 *
 * @param tables every table with rows of its own (partitions, not their parents), by name
 * @param leftOut tables whose rows no dump carries, with the reason
 * @param sequences every sequence
 * @param extensions every extension
 * @param views every materialized view
 * @param largeObjects how many large objects
 * @param owners roles that own something in the database
 * @param grantees other roles that the database's objects mention
 * @param histories what the tools of migrations wrote down
 * @param oddities what is not as it should be in the database itself, and need not be better in a
 *     restored one
 */
public record Contents(
    List<TableRows> tables,
    List<LeftOut> leftOut,
    List<SequenceRange> sequences,
    List<ExtensionVersion> extensions,
    List<MaterializedView> views,
    long largeObjects,
    List<String> owners,
    List<String> grantees,
    List<History> histories,
    List<Oddity> oddities) {
  public Contents {
    tables = List.copyOf(tables);
    leftOut = List.copyOf(leftOut);
    sequences = List.copyOf(sequences);
    extensions = List.copyOf(extensions);
    views = List.copyOf(views);
    owners = List.copyOf(owners);
    grantees = List.copyOf(grantees);
    histories = List.copyOf(histories);
    oddities = List.copyOf(oddities);
  }

  /** No database at all. */
  public static final Contents NOTHING =
      new Contents(
          List.of(), List.of(), List.of(), List.of(), List.of(), 0, List.of(), List.of(), List.of(),
          List.of());

  /**
   * The exact number of rows of a table, not counting its children.
   *
   * @param hash a sum over the texts of its rows, whatever their order; empty when it was not taken
   */
  public record TableRows(String schema, String name, long rows, String hash) {
    /** A table that was only counted. */
    public TableRows(String schema, String name, long rows) {
      this(schema, name, rows, "");
    }
  }

  /**
   * A table in which a tool wrote down what it applied.
   *
   * @param tool {@code flyway}, {@code prisma} or {@code supabase}
   * @param applied how many migrations succeeded
   * @param version the last of them
   * @param digest over all rows, in order
   */
  public record History(
      String tool, String schema, String table, long applied, String version, String digest) {}

  /**
   * Something that is not as it should be.
   *
   * @param what such as {@code constraint not validated}
   * @param object such as {@code fk on public.orders}
   */
  public record Oddity(String what, String object) {}

  /**
   * A table that is in the archive without its rows.
   *
   * @param reason in words, such as "a foreign table"
   */
  public record LeftOut(String schema, String name, String reason) {}

  /**
   * Where a sequence stood. A dump does not read sequences in its snapshot, so their state is read
   * before and after it; the two are equal unless somebody used the sequence meanwhile.
   */
  public record SequenceRange(
      String schema, String name, SequenceState before, SequenceState after, boolean cycles) {
    /** Whether a restored sequence is where the dump must have seen it. */
    public boolean holds(SequenceState restored) {
      if (before.equals(after)) {
        return restored.equals(before);
      }
      var low = Math.min(before.last(), after.last());
      var high = Math.max(before.last(), after.last());
      return cycles || (restored.last() >= low && restored.last() <= high);
    }
  }

  /**
   * The state of a sequence.
   *
   * @param last {@code last_value}
   * @param called {@code is_called}: whether {@code last} was given out
   */
  public record SequenceState(long last, boolean called) {}

  /** An installed extension. */
  public record ExtensionVersion(String name, String version, String schema) {}

  /** A materialized view, and whether it can be read without a refresh. */
  public record MaterializedView(String schema, String name, boolean populated) {}

  /** All rows of all tables. */
  public long rows() {
    return tables.stream().mapToLong(TableRows::rows).sum();
  }

  /** The same, with sequences as they stood before a dump and after it. */
  public Contents withSequences(List<SequenceRange> earlier, List<SequenceRange> later) {
    var ends =
        later.stream()
            .collect(Collectors.toMap(s -> List.of(s.schema(), s.name()), SequenceRange::after));
    var merged =
        earlier.stream()
            .map(s ->
                new SequenceRange(
                    s.schema(),
                    s.name(),
                    s.before(),
                    ends.getOrDefault(List.of(s.schema(), s.name()), s.after()),
                    s.cycles()))
            .toList();
    return new Contents(
        tables,
        leftOut,
        merged,
        extensions,
        views,
        largeObjects,
        owners,
        grantees,
        histories,
        oddities);
  }
}
