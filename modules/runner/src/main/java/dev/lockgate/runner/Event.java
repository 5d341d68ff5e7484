package dev.lockgate.runner;

import dev.lockgate.core.step.PullRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the payload of the event says about a pull request; everything may be missing. */
final class Event {
  private final JsonNode payload;

  private Event(JsonNode payload) {
    this.payload = payload;
  }

  /** Reads the payload; one that cannot be read says nothing. */
  static Event read(Optional<Path> file) {
    var json = JsonMapper.shared();
    try {
      return new Event(
          file.isPresent() ? json.readTree(Files.readString(file.get())) : json.missingNode());
    } catch (IOException | JacksonException _) {
      return new Event(json.missingNode());
    }
  }

  OptionalInt pullRequest() {
    var number = payload.path("pull_request").path("number").asInt(0);
    return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /** What was typed into the fields of a dispatched run. */
  Set<String> typed() {
    return payload
        .path("inputs")
        .valueStream()
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a step may know of the pull request. */
  Optional<PullRequest> about() {
    var base = payload.at("/pull_request/base/ref").asString("");
    return pullRequest().isPresent()
        ? Optional.of(
            new PullRequest(pullRequest().getAsInt(), base, baseCommit(), headMayBeForeign()))
        : Optional.empty();
  }

  /** Commit at the head of the pull request. */
  String headCommit() {
    return commit("/pull_request/head/sha");
  }

  /** Commit of the base branch on which the pull request stands. */
  String baseCommit() {
    return commit("/pull_request/base/sha");
  }

  /** Commit that GitHub made of base and head. */
  String mergeCommit() {
    return commit("/pull_request/merge_commit_sha");
  }

  /** Whether the head is, or may be, in a repository that others can write to. */
  boolean headMayBeForeign() {
    var head = payload.at("/pull_request/head/repo/full_name").asString("");
    var base = payload.at("/pull_request/base/repo/full_name").asString("");
    return head.isEmpty() || !head.equalsIgnoreCase(base);
  }

  private String commit(String pointer) {
    return payload.at(pointer).asString("");
  }
}
