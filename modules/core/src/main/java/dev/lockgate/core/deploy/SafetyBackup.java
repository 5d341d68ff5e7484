package dev.lockgate.core.deploy;

import dev.lockgate.core.backup.Backup;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.StoreSearch;
import dev.lockgate.core.gate.Gate;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import dev.lockgate.core.migration.SqlText;
import dev.lockgate.core.migration.Statement;
import dev.lockgate.core.provider.ProviderSnapshot;
import dev.lockgate.core.provider.ProviderSnapshots;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The backup that stands behind a deploy: whether one is taken, and which one counts. */
public final class SafetyBackup {
  private static final String GATE = "safety backup";

  /** Statements that only add; whatever is not among them may take something away. */
  private static final Pattern ADDS =
      Pattern.compile(
          "CREATE (?!OR REPLACE).*|COMMENT ON .*|GRANT .*|INSERT INTO (?!.*\\bDO UPDATE\\b).*"
              + "|ALTER TABLE (IF EXISTS )?(ONLY )?\\S+( \\. \\S+)? (ADD|VALIDATE) [^,]*"
              + "|ALTER TYPE .* ADD VALUE .*|(SET|RESET|SHOW|ANALYZE)\\b.*");

  private final SafetyBackupRule rule;
  private final String because;
  private final Optional<BackupStore> store;
  private final Supplier<Backup.Taken> take;
  private final Optional<ProviderSnapshots> provider;
  private final Clock clock;

  /**
   * The backup behind a deploy.
   *
   * @param store where fresh ones are looked for
   * @param take takes one and reads it back
   */
  public SafetyBackup(
      SafetyBackupRule rule,
      Optional<BackupStore> store,
      Supplier<Backup.Taken> take,
      Clock clock) {
    this(new SafetyBackupRule.Chosen(rule, ""), store, take, Optional.empty(), clock);
  }

  /**
   * The backup behind a deploy, by a rule that may have been chosen by the database's size.
   *
   * @param store where fresh ones are looked for
   * @param take takes one and reads it back
   * @param provider takes a snapshot of its own besides, whatever the rule says; it never stands
   *     for a backup
   */
  public SafetyBackup(
      SafetyBackupRule.Chosen chosen,
      Optional<BackupStore> store,
      Supplier<Backup.Taken> take,
      Optional<ProviderSnapshots> provider,
      Clock clock) {
    this.rule = chosen.rule();
    this.because = chosen.because();
    this.store = store;
    this.take = take;
    this.provider = provider;
    this.clock = clock;
  }

  /** What stands behind a deploy, once it stands. */
  record Behind(
      Optional<Backup.Taken> taken,
      Optional<Manifest> fresh,
      Optional<ProviderSnapshot> snapshot,
      String words) {
    Behind(Optional<Backup.Taken> taken, Optional<Manifest> fresh, String words) {
      this(taken, fresh, Optional.empty(), words);
    }

    Behind and(ProviderSnapshot more) {
      return new Behind(taken, fresh, Optional.of(more), words + ", and the snapshot " + more);
    }

    Optional<String> id() {
      return taken
          .map(one -> one.manifest().id().toString())
          .or(() -> fresh.map(one -> one.id().toString()));
    }

    void tell(Map<String, String> details) {
      details.put("safety-backup", words);
      snapshot.ifPresent(one -> details.put("provider-snapshot", one.toString()));
      taken.ifPresent(one -> {
        details.put("safety-backup", one.manifest().id().toString());
        details.put("safety-backup-sha256", one.manifest().archive().stored().sha256());
      });
      fresh.ifPresent(one -> details.put("safety-backup", one.id().toString()));
    }
  }

  Gate gate(MigrationState state, String database, boolean seeds) {
    return switch (rule) {
      case SafetyBackupRule.None(var reason) ->
          Gate.open(GATE, "waived by the workflow: " + reason);
      case SafetyBackupRule.Provider _ ->
          Gate.open(
              GATE,
              "none of ours: the provider's own backups are relied on, which was not checked");
      case SafetyBackupRule.Always _, SafetyBackupRule.Destructive _, SafetyBackupRule.Fresh _ ->
          Gate.open(
              GATE,
              plan(state, database, seeds)
                  + (because.isEmpty() ? "" : "; nobody said which, and " + because));
    };
  }

  private String plan(MigrationState state, String database, boolean seeds) {
    if (state.pending().isEmpty() && !seeds) {
      return "not needed: nothing is pending";
    }
    if (rule instanceof SafetyBackupRule.Destructive && !seeds && onlyAdds(state)) {
      return "not needed: every pending statement only adds";
    }
    var found = fresh(database);
    return found
            .manifest()
            .map(manifest -> "fresh enough: " + words(manifest))
            .orElse("will be taken and read back before the first change")
        + (found.unread().isEmpty() ? "" : "; passed over: " + String.join(" ", found.unread()));
  }

  /** Takes it where the rule asks for one, and the provider's beside it. */
  Behind stand(MigrationState state, String database, boolean seeds) {
    var snapshot = provider.map(one -> one.take("deploy"));
    var ours = backup(state, database, seeds);
    return snapshot.map(ours::and).orElse(ours);
  }

  private Behind backup(MigrationState state, String database, boolean seeds) {
    return switch (rule) {
      case SafetyBackupRule.None(var reason) -> without("none: " + reason);
      case SafetyBackupRule.Provider _ -> without("provider");
      case SafetyBackupRule.Always _ -> taken();
      case SafetyBackupRule.Destructive _ ->
          !seeds && onlyAdds(state) ? without("none: every statement only adds") : taken();
      case SafetyBackupRule.Fresh _ ->
          fresh(database)
              .manifest()
              .map(manifest ->
                  new Behind(Optional.empty(), Optional.of(manifest), "fresh: " + words(manifest)))
              .orElseGet(this::taken);
    };
  }

  private Behind taken() {
    var one = take.get();
    return new Behind(Optional.of(one), Optional.empty(), one.manifest().id().toString());
  }

  private static Behind without(String words) {
    return new Behind(Optional.empty(), Optional.empty(), words);
  }

  private String words(Manifest manifest) {
    return "%s, %s, proven %s"
        .formatted(manifest.id(), age(manifest.ended()), manifest.level().label());
  }

  private String age(java.time.Instant then) {
    var age = Duration.between(then, clock.instant());
    return age.toHours() < 2 ? age.toMinutes() + " minutes old" : age.toHours() + " hours old";
  }

  /**
   * @param unread what could not be read of newer ones, a sentence each
   */
  private record Found(Optional<Manifest> manifest, List<String> unread) {}

  /** The newest that can be read, when it is fresh enough. */
  private Found fresh(String database) {
    if (!(rule instanceof SafetyBackupRule.Fresh(var age)) || store.isEmpty()) {
      return new Found(Optional.empty(), List.of());
    }
    var oldest = clock.instant().minus(age);
    // one from the future was dated by a clock that is wrong, and may be of any age
    var latest = clock.instant().plus(Duration.ofMinutes(5));
    var search = new StoreSearch(store.get(), database);
    var newest =
        search
            .each(store.get()::manifest)
            .findFirst()
            .filter(one -> one.began().isAfter(oldest) && one.began().isBefore(latest));
    return new Found(newest, search.unread());
  }

  private static boolean onlyAdds(MigrationState state) {
    return state.pending().stream()
        .map(MigrationFile::sql)
        .flatMap(sql -> SqlText.statements(sql).stream())
        .map(Statement::words)
        .allMatch(ADDS.asMatchPredicate());
  }
}
