package dev.lockgate.core.retention;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Kept;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.step.StepFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a retention keeps of the backups of one database, and why. Backups are ordered by their
 * names, never by the time of a file.
 *
 * @param kept with the reason, the newest first
 * @param removed with the reason, the newest first
 */
public record RetentionPlan(Map<BackupId, String> kept, Map<BackupId, String> removed) {
  /** How long a backup that a deploy or a restore took first is exempt. */
  public static final Duration SAFETY = Duration.ofDays(30);

  public RetentionPlan {
    kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    removed = Collections.unmodifiableMap(new LinkedHashMap<>(removed));
  }

  /**
   * Makes a plan; nothing is removed yet.
   *
   * @param backups all of one database
   * @param look reads a backup; called only where its name does not decide
   */
  public static RetentionPlan of(
      Retention retention, List<BackupId> backups, Function<BackupId, Kept> look, Instant now) {
    var newestFirst = backups.stream().sorted(Comparator.reverseOrder()).toList();
    return new Planning(retention, newestFirst, look, now).plan();
  }

  private static final class Planning {
    private final Retention retention;
    private final List<BackupId> backups;
    private final Function<BackupId, Kept> look;
    private final Instant now;
    private final Map<BackupId, Optional<Kept>> seen = new HashMap<>();
    private final Set<BackupId> monthly = new HashSet<>();

    Planning(
        Retention retention, List<BackupId> backups, Function<BackupId, Kept> look, Instant now) {
      this.retention = retention;
      this.backups = backups;
      this.look = look;
      this.now = now;
    }

    RetentionPlan plan() {
      chooseMonthly();
      var reasons = new LinkedHashMap<BackupId, String>();
      for (int i = 0; i < backups.size(); i++) {
        var id = backups.get(i);
        byName(id, i).or(() -> byLook(id)).ifPresent(reason -> reasons.put(id, reason));
      }
      keepNewestVerified(reasons);
      keepNewestDrilled(reasons);
      keepEnough(reasons);
      var kept = new LinkedHashMap<BackupId, String>();
      var removed = new LinkedHashMap<BackupId, String>();
      for (var id : backups) {
        var reason = reasons.get(id);
        if (reason != null) {
          kept.put(id, reason);
        } else {
          removed.put(id, "no reason to keep it: " + rule());
        }
      }
      return new RetentionPlan(kept, removed);
    }

    /** The newest of each month; a month that has ended loses it to nobody. */
    private void chooseMonthly() {
      var first = YearMonth.from(now.atZone(ZoneOffset.UTC)).minusMonths(retention.monthly() - 1L);
      var months = new HashSet<YearMonth>();
      for (var id : backups) {
        var month = YearMonth.from(id.takenAt().atZone(ZoneOffset.UTC));
        if (retention.monthly() > 0 && !month.isBefore(first) && months.add(month)) {
          monthly.add(id);
        }
      }
    }

    private Optional<String> byName(BackupId id, int place) {
      var days = retention.days();
      if (days.isPresent() && id.takenAt().isAfter(now.minus(Duration.ofDays(days.getAsInt())))) {
        return Optional.of("younger than " + days.getAsInt() + " days");
      }
      var count = retention.count();
      if (count.isPresent() && place < count.getAsInt()) {
        return Optional.of("one of the newest " + count.getAsInt());
      }
      return monthly.contains(id) ? Optional.of("the newest of its month") : Optional.empty();
    }

    private Optional<String> byLook(BackupId id) {
      var kept = see(id);
      if (kept.isEmpty()) {
        return Optional.of("its manifest is damaged or gone, so a person must look");
      }
      var safety = kept.get().manifest().kind() != Manifest.Kind.ROUTINE;
      return safety && id.takenAt().isAfter(now.minus(SAFETY))
          ? Optional.of("a safety backup, kept for 30 days")
          : Optional.empty();
    }

    private void keepNewestVerified(Map<BackupId, String> reasons) {
      backups.stream()
          .filter(id -> see(id).filter(kept -> kept.level() == ProofLevel.VERIFIED).isPresent())
          .findFirst()
          .ifPresent(id -> reasons.putIfAbsent(id, "the newest verified one"));
    }

    /** Its proof, which a deploy asks for, lies beside it; of those that were read, the newest. */
    private void keepNewestDrilled(Map<BackupId, String> reasons) {
      backups.stream()
          .filter(id -> !reasons.containsKey(id) || seen.containsKey(id))
          .filter(id -> see(id).filter(one -> isDrilled(one)).isPresent())
          .findFirst()
          .ifPresent(id -> reasons.putIfAbsent(id, "the newest that a drill restored"));
    }

    private static boolean isDrilled(Kept kept) {
      return kept.proofs().stream().anyMatch(Proof::ofDrill);
    }

    private void keepEnough(Map<BackupId, String> reasons) {
      var usable =
          List.copyOf(reasons.keySet()).stream()
              .filter(id -> see(id).isPresent())
              .limit(retention.minKeep())
              .count();
      for (var id : backups) {
        if (usable >= retention.minKeep()) {
          return;
        }
        if (see(id).isPresent()
            && reasons.putIfAbsent(id, "`min-keep` is " + retention.minKeep()) == null) {
          usable++;
        }
      }
    }

    private Optional<Kept> see(BackupId id) {
      return seen.computeIfAbsent(
          id,
          _ -> {
            try {
              return Optional.of(look.apply(id));
            } catch (StepFailure e) {
              if (Set.of("manifest-damaged", "backup-not-found").contains(e.code())) {
                return Optional.empty(); // the latter: another run removes, too
              }
              throw e;
            }
          });
    }

    private String rule() {
      var days = retention.days();
      var count = retention.count();
      return (days.isPresent() ? "older than " + days.getAsInt() + " days" : "")
          + (days.isPresent() && count.isPresent() ? " and " : "")
          + (count.isPresent() ? "not one of the newest " + count.getAsInt() : "");
    }
  }
}
