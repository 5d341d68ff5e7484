package dev.lockgate.core.gate;

import dev.lockgate.core.gate.ApprovalCheck.Problem;
import dev.lockgate.core.gate.Approvals.PullRequest;
import dev.lockgate.core.gate.Approvals.Review;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Approvals given by reviewing the pull request whose merge is being run: of its last state, by
 * people who may write to the repository, and by none of its authors.
 */
final class ReviewApprovals {
  private ReviewApprovals() {}

  static ApprovalCheck check(int approvals, Approvals github) {
    return github
        .merged()
        .map(pull -> check(approvals, pull))
        .orElseGet(() ->
            ApprovalCheck.closed(
                new Problem(
                    "approvals-missing",
                    "the commit of this run is not the merge of a pull request",
                    "Merge a reviewed pull request and run its merge commit."),
                Map.of()));
  }

  private static ApprovalCheck check(int approvals, PullRequest pull) {
    var evidence = new LinkedHashMap<String, String>();
    evidence.put("pull request", "#%d at %s".formatted(pull.number(), pull.head()));
    evidence.put("written by", people(pull.authors()));
    var last = lastOfEach(pull.reviews());
    var problems = new ArrayList<Problem>();
    var counted = new ArrayList<Person>();
    for (var review : last) {
      var not = whyNot(review, pull);
      evidence.put("review of " + review.person(), words(review, not));
      if (review.state().equals("CHANGES_REQUESTED") && review.mayWrite()) {
        problems.add(
            new Problem(
                "approvals-missing",
                review.person() + " asked for changes on #" + pull.number(),
                "Clear up with them what has to change, in a new pull request."));
      } else if (not.isEmpty()) {
        counted.add(review.person());
      }
    }
    if (counted.size() < approvals) {
      problems.add(tooFew(approvals, pull, counted));
    }
    return problems.isEmpty()
        ? ApprovalCheck.open(
            "#%d was approved by %s".formatted(pull.number(), people(counted)), evidence)
        : ApprovalCheck.closed(problems, evidence);
  }

  private static Problem tooFew(int approvals, PullRequest pull, List<Person> counted) {
    return new Problem(
        "approvals-missing",
        "%d people have to approve #%d as it was merged, %d did%s"
            .formatted(
                approvals,
                pull.number(),
                counted.size(),
                counted.isEmpty() ? "" : ": " + people(counted)),
        "Approvals count from people who may write to the repository, for the last commit of the"
            + " pull request, and not from its authors. Have a new pull request approved so.");
  }

  /** A comment does not take an approval back; anything else replaces what was said before. */
  private static Collection<Review> lastOfEach(List<Review> reviews) {
    var last = new LinkedHashMap<Long, Review>();
    reviews.stream()
        .filter(review -> !review.state().equals("COMMENTED") && !review.state().equals("PENDING"))
        .forEach(review -> last.put(review.person().id(), review));
    return last.values();
  }

  /** Why a review does not count; empty when it does. */
  private static String whyNot(Review review, PullRequest pull) {
    if (!review.state().equals("APPROVED")) {
      return "not an approval";
    }
    if (!review.commit().equals(pull.head())) {
      return "of an earlier commit";
    }
    if (pull.authors().stream().anyMatch(author -> author.id() == review.person().id())) {
      return "by an author";
    }
    if (!review.person().human()) {
      return "by no person";
    }
    return review.mayWrite() ? "" : "by somebody who may not write to the repository";
  }

  private static String words(Review review, String not) {
    return review.state().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
        + (not.isEmpty() ? "" : " (does not count: " + not + ")")
        + (review.comment().isBlank() ? "" : ": " + review.comment().strip());
  }

  private static String people(List<Person> people) {
    return people.stream().map(Person::toString).distinct().collect(Collectors.joining(", "));
  }
}
