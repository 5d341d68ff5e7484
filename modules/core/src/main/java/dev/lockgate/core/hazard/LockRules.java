package dev.lockgate.core.hazard;

import static dev.lockgate.core.hazard.HazardClass.ALTERS_REPEATEDLY;
import static dev.lockgate.core.hazard.HazardClass.HOLDS_LOCK;
import static dev.lockgate.core.hazard.HazardClass.LACKS_LOCK_TIMEOUT;
import static dev.lockgate.core.hazard.HazardClass.LACKS_STATEMENT_TIMEOUT;
import static dev.lockgate.core.hazard.HazardClass.LOCKS_SEVERAL_TABLES;
import static dev.lockgate.core.hazard.HazardClass.LOCKS_TABLE;

import dev.lockgate.core.hazard.CatalogRow.Constraint;
import dev.lockgate.core.hazard.CatalogRow.Relation;
import dev.lockgate.core.hazard.Evidence.Work;
import dev.lockgate.core.hazard.Observation.LockTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long strong locks are held and waited for, file by file. */
final class LockRules {
  /** What takes no longer than the lock that is held anyway. */
  private static final Pattern NO_WORK =
      Pattern.compile(
          "(SET|RESET|SHOW|COMMIT|BEGIN|END|START|SAVEPOINT|RELEASE|LOCK|COMMENT|GRANT|REVOKE)\\b.*");

  private static final Pattern ROWS =
      Pattern.compile("(SELECT|WITH|INSERT|UPDATE|DELETE|MERGE|COPY|DO|CALL|TRUNCATE)\\b.*");
  private static final Pattern ALTER =
      Pattern.compile("ALTER TABLE (?!.*\\b(RENAME|VALIDATE|ATTACH|DETACH|OWNER|SET SCHEMA)\\b).*");

  private final List<Seen> file;
  private final Duration lockTimeout;
  private final Consumer<Hazard> found;

  /**
   * The rules for one file.
   *
   * @param lockTimeout what the deploy sets; zero for none
   */
  LockRules(List<Seen> file, Duration lockTimeout, Consumer<Hazard> found) {
    this.file = file;
    this.lockTimeout = lockTimeout;
    this.found = found;
  }

  void apply() {
    file.forEach(this::byItself);
    held();
    several();
    timeout();
    statementTimeout();
    repeated();
  }

  private void byItself(Seen seen) {
    if (seen.words().startsWith("LOCK ")) {
      taken(seen).stream()
          .filter(relation -> seen.lock(relation).filter(LockMode::stopsWrites).isPresent())
          .forEach(relation ->
              found.accept(
                  seen.hazard(
                      LOCKS_TABLE,
                      relation,
                      Work.NONE,
                      "%s is locked by itself: %s"
                          .formatted(
                              seen.name(relation),
                              seen.lock(relation).map(LockMode::effect).orElse("")))));
    }
  }

  /** Tables that were there and got a stronger lock by the statement. */
  private static List<Long> taken(Seen seen) {
    return seen.at().locks().keySet().stream()
        .filter(oid -> seen.start().relation(oid).filter(Relation::isTable).isPresent())
        .filter(oid -> seen.lock(oid).filter(LockMode::stopsWrites).isPresent())
        .filter(oid -> !seen.lock(oid).equals(seen.heldBefore(oid)))
        .sorted()
        .toList();
  }

  private void held() {
    var since = new HashMap<Long, Seen>();
    for (var seen : file) {
      since.keySet().retainAll(seen.held().keySet());
      if (!since.isEmpty() && !NO_WORK.matcher(seen.words()).matches()) {
        var first = since.entrySet().iterator().next();
        var withRows = works(seen);
        var hazard =
            seen.hazard(
                HOLDS_LOCK,
                first.getKey(),
                withRows ? Work.SCAN : Work.NONE,
                "this runs while ACCESS EXCLUSIVE on %s is held since line %d: nobody reads or writes it until the file ends"
                    .formatted(
                        seen.name(first.getKey()), first.getValue().at().statement().line()));
        found.accept(withRows ? hazard : hazard.at(Level.NOTE));
        return;
      }
      for (var relation : taken(seen)) {
        if (seen.lock(relation).filter(LockMode::stopsReads).isPresent()) {
          since.putIfAbsent(relation, seen);
        }
      }
    }
  }

  private static boolean works(Seen seen) {
    return ROWS.matcher(seen.words()).matches() || reads(seen);
  }

  private static boolean reads(Seen seen) {
    return seen.said("rewriting table")
        || seen.said("verifying table")
        || seen.said("building index")
        || seen.said("validating foreign key");
  }

  /** One foreign key cannot do without the other table; several can be added one by one. */
  private static boolean refersToSeveral(Seen seen) {
    return seen.made(Constraint.class)
            .filter(key -> key.kind().equals("f") && !key.inherited())
            .map(key -> seen.root(key.references()))
            .filter(seen::existed)
            .distinct()
            .count()
        > 1;
  }

  private void several() {
    var tables = new TreeSet<String>();
    for (var seen : file) {
      if (seen.held().values().stream().flatMap(Set::stream).noneMatch(LockMode::stopsWrites)) {
        tables.clear();
      }
      var before = tables.size();
      taken(seen).forEach(oid -> tables.add(seen.name(seen.root(oid))));
      if ((before > 0 && tables.size() > before) || refersToSeveral(seen)) {
        found.accept(
            seen.hazard(
                LOCKS_SEVERAL_TABLES,
                "locks on %s are held at the same time".formatted(String.join(", ", tables))));
        return;
      }
    }
  }

  /** Once for a file: whether it asks for strong locks without saying how long it waits. */
  private void timeout() {
    for (var seen : file) {
      var strong = waited(seen).findFirst();
      if (strong.isPresent() && seen.at().lockTimeout() != LockTimeout.OF_THE_FILE) {
        found.accept(withoutTimeout(seen, strong.get()));
        return;
      }
    }
  }

  /**
   * What a statement may wait for while others queue up behind it: also views, and what a statement
   * outside a transaction wrote anew, whose locks are gone when it is looked at.
   */
  private static Stream<Long> waited(Seen seen) {
    var views =
        seen.at().locks().keySet().stream()
            .filter(oid ->
                seen.start().relation(oid).filter(row -> "vm".contains(row.kind())).isPresent())
            .filter(oid -> seen.lock(oid).filter(LockMode::stopsReads).isPresent())
            .filter(oid -> !seen.lock(oid).equals(seen.heldBefore(oid)))
            .sorted();
    var copied =
        seen.changed(Relation.class)
            .filter(both -> both.before().storage() != both.after().storage())
            .map(both -> both.after())
            .filter(row -> row.isTable() && seen.existed(row))
            .map(Relation::oid);
    return Stream.of(taken(seen).stream(), views, copied).flatMap(oids -> oids);
  }

  private Hazard withoutTimeout(Seen seen, long relation) {
    var off = seen.at().lockTimeout() == LockTimeout.OFF || lockTimeout.isZero();
    var hazard =
        seen.hazard(
            LACKS_LOCK_TIMEOUT,
            relation,
            Work.NONE,
            off
                ? "%s is waited for without end".formatted(seen.name(relation))
                : "the file sets no lock_timeout for %s; Lockgate's deploy gives it %d ms, another tool may give it none"
                    .formatted(seen.name(relation), lockTimeout.toMillis()));
    return off ? hazard : hazard.at(Level.NOTE);
  }

  /** Once for a file: whether a strong lock may be held as long as there are rows. */
  private void statementTimeout() {
    for (var seen : file) {
      var strong = waited(seen).findFirst();
      if (strong.isPresent() && reads(seen) && seen.at().statementTimeout() == 0) {
        found.accept(
            seen.hazard(
                LACKS_STATEMENT_TIMEOUT,
                strong.get(),
                Work.NONE,
                "the file sets no statement_timeout: %s stays locked as long as this takes"
                    .formatted(seen.name(strong.get()))));
        return;
      }
    }
  }

  private void repeated() {
    var by = new HashMap<Long, List<Seen>>();
    for (var seen : file) {
      if (ALTER.matcher(seen.words()).matches()) {
        altered(seen).ifPresent(oid -> by.computeIfAbsent(oid, _ -> new ArrayList<>()).add(seen));
      }
    }
    by.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> {
          var last = entry.getValue().getLast();
          found.accept(
              last.hazard(
                  ALTERS_REPEATEDLY,
                  entry.getKey(),
                  Work.NONE,
                  "%s is altered by %d statements of this file where one would do"
                      .formatted(last.name(entry.getKey()), entry.getValue().size())));
        });
  }

  /** The table whose catalog rows a statement changed. */
  private static Optional<Long> altered(Seen seen) {
    return seen.at().changes().stream()
        .map(change -> change.after() == null ? change.before() : change.after())
        .map(row ->
            switch (row) {
              case CatalogRow.Column column -> column.relation();
              case CatalogRow.Constraint constraint -> constraint.relation();
              case Relation relation -> relation.oid();
              case null, default -> 0L;
            })
        .filter(oid -> seen.start().relation(oid).filter(Relation::isTable).isPresent())
        .findFirst();
  }
}
