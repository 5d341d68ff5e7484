package dev.lockgate.core.backup;

import dev.lockgate.core.step.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks for something in the backups of one database, past those that cannot be read: a damaged one
 * hides no other, and is named.
 */
public final class StoreSearch {
  /** A store that breaks so often is not asked again: each time may take a minute. */
  private static final int ENOUGH = 3;

  private final BackupStore store;
  private final String database;
  private final List<String> unread = new ArrayList<>();

  /** One that has not begun. */
  public StoreSearch(BackupStore store, String database) {
    this.store = store;
    this.database = database;
  }

  /** What is read of each backup, the newest first, as it is asked for. */
  public <T> Stream<T> each(Function<BackupId, T> look) {
    return read(store::list).stream()
        .flatMap(List::stream)
        .filter(id -> id.database().equals(database))
        .takeWhile(_ -> unread.size() < ENOUGH)
        .flatMap(id -> read(() -> look.apply(id)).stream());
  }

  /** What could not be read so far, a sentence each. */
  public List<String> unread() {
    return List.copyOf(unread);
  }

  private <T> Optional<T> read(Supplier<T> look) {
    try {
      return Optional.of(look.get());
    } catch (StepFailure e) {
      unread.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
