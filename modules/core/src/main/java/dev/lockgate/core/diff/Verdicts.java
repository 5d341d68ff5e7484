package dev.lockgate.core.diff;

import dev.lockgate.core.diff.Rehearsal.Failed;
import dev.lockgate.core.diff.Rehearsal.Rehearsed;
import dev.lockgate.core.hazard.Acceptance;
import dev.lockgate.core.hazard.Evidence;
import dev.lockgate.core.hazard.Evidence.Work;
import dev.lockgate.core.hazard.Hazard;
import dev.lockgate.core.hazard.HazardClass;
import dev.lockgate.core.hazard.HazardRules;
import dev.lockgate.core.hazard.RowQuestion;
import dev.lockgate.core.hazard.RowQuestions;
import dev.lockgate.core.hazard.TextRules;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.policy.HazardPolicy;
import dev.lockgate.core.report.Finding.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Brings together what was observed, asked, read in the text and accepted: the hazards as told. */
final class Verdicts {
  private static final Pattern EMPTY_COLUMN =
      Pattern.compile("column \"(.+)\" of relation \"(.+)\" contains null values");

  private final Target target;
  private final HazardPolicy policy;
  private final Duration lockTimeout;

  Verdicts(Target target, HazardPolicy policy, Duration lockTimeout) {
    this.target = target;
    this.policy = policy;
    this.lockTimeout = lockTimeout;
  }

  /**
   * What is known in the end.
   *
   * @param hazards in the order of the statements, weighed, accepted ones among them
   * @param kept new rules that no row of the target breaks, in words
   * @param loose comments that accept nothing: without a reason, of an unknown class, or unneeded
   */
  record Told(List<Hazard> hazards, List<String> kept, List<Acceptance> loose) {}

  Told of(List<MigrationFile> pending, Rehearsed rehearsed) {
    var observed = rehearsed.observed();
    var found =
        new ArrayList<>(
            HazardRules.of(observed.start(), observed.statements(), observed.end(), lockTimeout));
    pending.forEach(file -> found.addAll(TextRules.of(file)));
    if (rehearsed instanceof Failed failed) {
      found.addAll(refused(failed));
    }
    var kept = new ArrayList<String>();
    RowQuestions.of(observed).forEach(question -> ask(question, found, kept));
    var weighing = new Weighing(policy, target.weights());
    var weighed = found.stream().flatMap(hazard -> weighing.weigh(hazard).stream()).toList();
    return accepted(pending, sorted(pending, weighed), kept);
  }

  private void ask(RowQuestion question, List<Hazard> found, List<String> kept) {
    var hazard = question.hazard();
    switch (target.ask(question)) {
      case RowQuestion.Kept _ -> kept.add(question.rule());
      case RowQuestion.Broken _ ->
          found.add(
              anew(
                  hazard,
                  HazardClass.FAILS_ON_ROWS,
                  "the target has rows that break it: " + question.rule()));
      case RowQuestion.Unknown(var why) ->
          found.add(
              anew(
                  hazard,
                  HazardClass.MAY_FAIL_ON_ROWS,
                  "it runs only when " + question.rule() + "; not known: " + why));
    }
  }

  private static Hazard anew(Hazard hazard, HazardClass kind, String message) {
    return new Hazard(
        kind, kind.level(), message, hazard.place(), hazard.evidence(), hazard.accepted());
  }

  /** What PostgreSQL refused says by its code which hazard it was. */
  private static List<Hazard> refused(Failed failed) {
    return kinds(failed).stream()
        .filter(_ -> !failed.file().isEmpty())
        .map(kind ->
            new Hazard(
                kind,
                kind == HazardClass.FAILS_ON_ROWS
                    ? HazardClass.MAY_FAIL_ON_ROWS.level()
                    : kind.level(),
                failed.message(),
                new Location(failed.file(), Math.max(1, failed.line())),
                new Evidence("", "", "", Work.NONE, Optional.empty()),
                Optional.empty()))
        .toList();
  }

  private static List<HazardClass> kinds(Failed failed) {
    return switch (failed.sqlState()) {
      case "55P04" -> List.of(HazardClass.USES_NEW_ENUM_VALUE);
      case "25001" -> List.of(HazardClass.CONCURRENTLY_IN_TRANSACTION);
      case "23502" -> nullsIn(failed);
      default -> failed.dependsOnRows() ? List.of(HazardClass.FAILS_ON_ROWS) : List.of();
    };
  }

  /** A column that must be filled and is not is a new one, or every row was read to prove it. */
  private static List<HazardClass> nullsIn(Failed failed) {
    var column = EMPTY_COLUMN.matcher(failed.message());
    if (!column.find()) {
      return List.of(HazardClass.FAILS_ON_ROWS);
    }
    return failed.observed().start().hasColumn(column.group(2), column.group(1))
        ? List.of(HazardClass.SCANS_FOR_NOT_NULL, HazardClass.FAILS_ON_ROWS)
        : List.of(HazardClass.REQUIRES_COLUMN);
  }

  private static List<Hazard> sorted(List<MigrationFile> pending, List<Hazard> hazards) {
    var order = pending.stream().map(MigrationFile::path).toList();
    return hazards.stream()
        .sorted(
            Comparator.<Hazard>comparingInt(hazard -> order.indexOf(hazard.place().file()))
                .thenComparingInt(hazard -> hazard.place().line()))
        .toList();
  }

  private static Told accepted(
      List<MigrationFile> pending, List<Hazard> hazards, List<String> kept) {
    var acceptances = pending.stream().flatMap(file -> Acceptance.in(file).stream()).toList();
    var used = new HashSet<Acceptance>();
    var told = new ArrayList<Hazard>();
    for (var hazard : hazards) {
      var acceptance = acceptances.stream().filter(one -> one.covers(hazard)).findFirst();
      acceptance.ifPresent(used::add);
      told.add(acceptance.map(one -> hazard.accepted(one.reason())).orElse(hazard));
    }
    var loose = acceptances.stream().filter(one -> !used.contains(one)).toList();
    return new Told(List.copyOf(told), List.copyOf(kept), loose);
  }
}
