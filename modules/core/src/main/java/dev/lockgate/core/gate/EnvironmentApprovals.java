package dev.lockgate.core.gate;

import dev.lockgate.core.gate.ApprovalCheck.Problem;
import dev.lockgate.core.gate.Approvals.Decision;
import dev.lockgate.core.gate.Approvals.EnvironmentRules;
import dev.lockgate.core.gate.Approvals.Started;
import dev.lockgate.core.step.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Approvals given by letting a job into an environment. GitHub lets one reviewer be enough, so each
 * environment stands for one person, and two people need two environments.
 */
final class EnvironmentApprovals {
  private final ApprovalRule.Environments rule;
  private final boolean production;
  private final Approvals github;
  private final Map<String, String> evidence = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  EnvironmentApprovals(ApprovalRule.Environments rule, boolean production, Approvals github) {
    this.rule = rule;
    this.production = production;
    this.github = github;
  }

  ApprovalCheck of(Run run) {
    var started = github.run();
    if (run.attempt() != 1 || started.attempt() != 1) {
      return ApprovalCheck.closed(
          new Problem(
              "approvals-of-earlier-attempt",
              "this is attempt %d of the run, and GitHub does not say for which attempt an approval was given"
                  .formatted(Math.max(run.attempt(), started.attempt())),
              "Start a new run instead of running this one again."),
          evidence);
    }
    evidence.put("started by", words(started.requesters()));
    var decisions = github.decisions();
    var environments = environments(decisions);
    enough(environments);
    if (problems.isEmpty()) {
      approved(environments, decisions, started);
    }
    return problems.isEmpty()
        ? ApprovalCheck.open("approved by " + evidence.get("approved by"), evidence)
        : ApprovalCheck.closed(problems, evidence);
  }

  /** Those that count, their rules looked at; the job's own when somebody let the job into it. */
  private List<EnvironmentRules> environments(List<Decision> decisions) {
    var found = new ArrayList<EnvironmentRules>();
    for (var name : rule.names()) {
      github.environment(name).ifPresentOrElse(found::add, () -> missing(name));
    }
    if (!rule.own().isEmpty() && rule.names().stream().noneMatch(rule.own()::equalsIgnoreCase)) {
      github
          .environment(rule.own())
          .filter(own -> decisions.stream().anyMatch(d -> d.environments().contains(own.id())))
          .ifPresent(found::add);
    }
    found.forEach(environment -> {
      var look = new EnvironmentLook(environment, production);
      evidence.put("rules of " + environment.name(), look.words());
      problems.addAll(look.problems());
    });
    return found;
  }

  private void missing(String name) {
    problems.add(
        new Problem(
            "approvals-environment-weak",
            "the repository has no environment " + name,
            "Create it under Settings, Environments, with required reviewers, or correct"
                + " `approval-environments`."));
  }

  private void enough(List<EnvironmentRules> environments) {
    if (problems.isEmpty() && environments.size() < rule.approvals()) {
      problems.add(
          new Problem(
              "approvals-missing",
              "%d people have to approve, and the run passed %d environments that are named"
                  .formatted(rule.approvals(), environments.size()),
              "One environment stands for one approval: name as many in `approval-environments`,"
                  + " each used by a job before this one; the environment of this job counts, too."));
    }
  }

  private void approved(
      List<EnvironmentRules> environments, List<Decision> decisions, Started started) {
    var places = new LinkedHashMap<String, List<Person>>();
    for (var environment : environments) {
      var about =
          decisions.stream().filter(d -> d.environments().contains(environment.id())).toList();
      note(environment, about, started);
      places.put(environment.name(), counting(about, started));
    }
    if (!problems.isEmpty()) {
      return;
    }
    var people = Matching.of(places);
    if (people.size() < environments.size()) {
      problems.add(
          new Problem(
              "approvals-missing",
              "each environment has to be approved by a different person: " + seen(environments),
              "Start a new run and let a different person approve each environment; whoever"
                  + " started the run does not count."));
      return;
    }
    evidence.put(
        "approved by",
        environments.stream()
            .map(e -> people.get(e.name()) + " for " + e.name())
            .collect(Collectors.joining(", ")));
  }

  /** Writes down what was decided, and stops at a rejection. */
  private void note(EnvironmentRules environment, List<Decision> about, Started started) {
    evidence.put(
        "decisions on " + environment.name(),
        about.isEmpty()
            ? "none"
            : about.stream().map(d -> words(d, started)).collect(Collectors.joining("; ")));
    about.stream()
        .filter(d -> d.state().equals("rejected"))
        .forEach(d ->
            problems.add(
                new Problem(
                    "approvals-missing",
                    d.person() + " rejected the environment " + environment.name(),
                    "Clear up with them why, then start a new run.")));
  }

  private static List<Person> counting(List<Decision> about, Started started) {
    return about.stream()
        .filter(d -> d.state().equals("approved"))
        .map(Decision::person)
        .filter(person -> person.human() && !started.by(person))
        .toList();
  }

  private static String words(Decision decision, Started started) {
    var who = decision.person();
    return decision.state()
        + " by "
        + who
        + (who.human() ? "" : ", which is no person")
        + (started.by(who) ? ", who started the run" : "")
        + (decision.comment().isBlank() ? "" : ": " + decision.comment().strip());
  }

  private String seen(List<EnvironmentRules> environments) {
    return environments.stream()
        .map(e -> e.name() + ": " + evidence.get("decisions on " + e.name()))
        .collect(Collectors.joining(" / "));
  }

  private static String words(List<Person> people) {
    return people.stream().map(Person::toString).distinct().collect(Collectors.joining(", "));
  }
}
