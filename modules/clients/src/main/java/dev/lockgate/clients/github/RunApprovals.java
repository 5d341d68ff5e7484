package dev.lockgate.clients.github;

import dev.lockgate.clients.http.Http;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.gate.Approvals;
import dev.lockgate.core.gate.Person;
import dev.lockgate.core.step.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Who approved a run, as GitHub's REST interface tells it. Needs {@code actions: read}. */
public final class RunApprovals implements Approvals {
  private static final String ACTIONS = "actions: read";

  private final GitHubReading github;
  private final Run run;

  /**
   * The approvals of a run; nothing is sent yet.
   *
   * @param environment of the process, which names GitHub's address and the proxy
   */
  public RunApprovals(Secret token, Run run, Map<String, String> environment) {
    this.github =
        new GitHubReading(new GitHub(environment, token, new Http(environment)), token, run);
    this.run = run;
  }

  @Override
  public Started run() {
    var json = github.read(runPath(), ACTIONS);
    var requesters =
        Stream.of("actor", "triggering_actor")
            .filter(json::hasNonNull)
            .map(name -> person(json.path(name)))
            .toList();
    return new Started(requesters, json.path("run_attempt").asInt(0));
  }

  @Override
  public List<Decision> decisions() {
    return github
        .read(runPath().newBuilder().addPathSegment("approvals").build(), ACTIONS)
        .valueStream()
        .map(decision ->
            new Decision(
                decision.path("state").asString(""),
                person(decision.path("user")),
                decision
                    .path("environments")
                    .valueStream()
                    .map(e -> e.path("id").asLong(0))
                    .toList(),
                decision.path("comment").asString("")))
        .toList();
  }

  @Override
  public Optional<EnvironmentRules> environment(String name) {
    var url = github.at("environments").newBuilder().addPathSegment(name).build();
    return github.readIfThere(url, ACTIONS).map(json -> rules(url, json));
  }

  private EnvironmentRules rules(HttpUrl url, JsonNode json) {
    var reviews =
        json.path("protection_rules")
            .valueStream()
            .filter(rule -> rule.path("type").asString("").equals("required_reviewers"))
            .findFirst();
    return new EnvironmentRules(
        json.path("id").asLong(0),
        json.path("name").asString(""),
        reviews.map(RunApprovals::reviewers).orElse(List.of()),
        reviews.flatMap(rule -> flag(rule.path("prevent_self_review"))),
        branches(url, json.path("deployment_branch_policy")),
        flag(json.path("can_admins_bypass")));
  }

  private static List<String> reviewers(JsonNode rule) {
    return rule.path("reviewers")
        .valueStream()
        .map(entry -> {
          var reviewer = entry.path("reviewer");
          return entry.path("type").asString("").equals("Team")
              ? "team " + reviewer.path("slug").asString("")
              : reviewer.path("login").asString("");
        })
        .toList();
  }

  /** An environment without a policy may be used from any branch. */
  private List<String> branches(HttpUrl url, JsonNode policy) {
    if (policy.path("protected_branches").asBoolean(false)) {
      return List.of("protected branches");
    }
    if (!policy.path("custom_branch_policies").asBoolean(false)) {
      return List.of();
    }
    var patterns = url.newBuilder().addPathSegment("deployment-branch-policies").build();
    return github
        .read(patterns, ACTIONS)
        .path("branch_policies")
        .valueStream()
        .map(pattern -> pattern.path("name").asString(""))
        .toList();
  }

  @Override
  public Optional<PullRequest> merged() {
    return github
        .pages(github.at("commits", run.commit(), "pulls"), "pull-requests: read, contents: read")
        .filter(pull ->
            pull.hasNonNull("merged_at")
                && pull.path("merge_commit_sha").asString("").equals(run.commit()))
        .findFirst()
        .map(this::pullRequest);
  }

  private PullRequest pullRequest(JsonNode pull) {
    var number = pull.path("number").asInt(0);
    var head = pull.at("/head/sha").asString("");
    var authors = new ArrayList<>(List.of(person(pull.path("user"))));
    var commit = github.read(github.at("commits", head), "contents: read");
    for (var name : List.of("author", "committer")) {
      if (commit.hasNonNull(name)) {
        authors.add(person(commit.path(name)));
      }
    }
    var reviews =
        github
            .pages(github.at("pulls", Integer.toString(number), "reviews"), "pull-requests: read")
            .map(this::review)
            .toList();
    return new PullRequest(number, authors, head, reviews);
  }

  private Review review(JsonNode review) {
    var person = person(review.path("user"));
    var state = review.path("state").asString("");
    return new Review(
        state,
        person,
        review.path("commit_id").asString(""),
        (state.equals("APPROVED") || state.equals("CHANGES_REQUESTED")) && mayWrite(person),
        review.path("body").asString(""));
  }

  private boolean mayWrite(Person person) {
    return github
        .readIfThere(github.at("collaborators", person.login(), "permission"), "metadata: read")
        .map(json -> json.path("permission").asString(""))
        .filter(permission -> permission.equals("admin") || permission.equals("write"))
        .isPresent();
  }

  private HttpUrl runPath() {
    return github.at("actions", "runs", run.runId());
  }

  private static Person person(JsonNode user) {
    return new Person(
        user.path("id").asLong(0),
        user.path("login").asString("a deleted account"),
        user.path("type").asString("").equals("User"));
  }

  private static Optional<Boolean> flag(JsonNode node) {
    return node.isBoolean() ? Optional.of(node.asBoolean()) : Optional.empty();
  }
}
