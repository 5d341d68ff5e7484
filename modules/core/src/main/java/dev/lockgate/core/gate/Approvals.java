package dev.lockgate.core.gate;

import java.util.List;
import java.util.Optional;

/**
 * What GitHub knows about who approved the run. Every call throws a {@link
 * dev.lockgate.core.step.StepFailure} when GitHub cannot be asked or does not let us read it.
 */
public interface Approvals {
  /** The run itself. */
  Started run();

  /** What reviewers decided about the run's environments. */
  List<Decision> decisions();

  /** The rules of an environment; none when there is no environment of this name. */
  Optional<EnvironmentRules> environment(String name);

  /** The pull request whose merge made the run's commit. */
  Optional<PullRequest> merged();

  /**
   * How the run began.
   *
   * @param requesters who started it: the actor, and whoever started it again
   * @param attempt from 1
   */
  record Started(List<Person> requesters, int attempt) {
    public Started {
      requesters = List.copyOf(requesters);
    }

    boolean by(Person person) {
      return requesters.stream().anyMatch(requester -> requester.id() == person.id());
    }
  }

  /**
   * What a reviewer decided. GitHub keeps no time and no attempt with it.
   *
   * @param state {@code approved}, {@code rejected} or {@code pending}
   * @param environments ids of the environments that it was about
   */
  record Decision(String state, Person person, List<Long> environments, String comment) {
    public Decision {
      environments = List.copyOf(environments);
    }
  }

  /**
   * What protects an environment.
   *
   * @param reviewers users and teams of which one has to approve; empty when none has to
   * @param preventsSelfReview whether whoever started the run is kept from approving it
   * @param branches patterns from which the environment may be used; {@code protected branches};
   *     empty when any branch may
   * @param adminsMayBypass whether administrators may go on without an approval
   */
  record EnvironmentRules(
      long id,
      String name,
      List<String> reviewers,
      Optional<Boolean> preventsSelfReview,
      List<String> branches,
      Optional<Boolean> adminsMayBypass) {
    public EnvironmentRules {
      reviewers = List.copyOf(reviewers);
      branches = List.copyOf(branches);
    }
  }

  /**
   * A merged pull request.
   *
   * @param authors who opened it and who made the commit at its head
   * @param head the commit at its head when it was merged
   */
  record PullRequest(int number, List<Person> authors, String head, List<Review> reviews) {
    public PullRequest {
      authors = List.copyOf(authors);
      reviews = List.copyOf(reviews);
    }
  }

  /**
   * A review, in the order they were given.
   *
   * @param state {@code APPROVED}, {@code CHANGES_REQUESTED}, {@code COMMENTED}, {@code DISMISSED}
   * @param commit what was reviewed
   * @param mayWrite whether the reviewer may write to the repository; anybody can approve
   */
  record Review(String state, Person person, String commit, boolean mayWrite, String comment) {}
}
