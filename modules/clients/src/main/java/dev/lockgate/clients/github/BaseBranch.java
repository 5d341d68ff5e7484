package dev.lockgate.clients.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockgate.clients.http.Http;
import dev.lockgate.clients.http.Http.Answer;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.policy.BaseFiles;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.Run;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The base branch of a pull request as GitHub has it: a checkout made for a pull request is shallow
 * and does not hold it, and the images have no git program, which would obey the repository's
 * configuration.
 */
public final class BaseBranch implements BaseFiles {
  private static final int NOT_FOUND = 404;

  private final GitHub github;
  private final Secret token;
  private final String repository;
  private final String commit;

  /**
   * Files at a commit of the run's repository; nothing is sent yet.
   *
   * @param commit a hash, or the name of a branch
   */
  public BaseBranch(Secret token, Run run, String commit) {
    this(token, run, commit, System.getenv());
  }

  BaseBranch(Secret token, Run run, String commit, Map<String, String> environment) {
    this.github = new GitHub(environment, token, new Http(environment));
    this.token = token;
    this.repository = run.repository();
    this.commit = commit;
  }

  @Override
  public Optional<String> read(String path) {
    return ask(() -> {
      var url = github.at("repos/" + repository + "/contents/" + path);
      var answer = github.get(url.newBuilder().addQueryParameter("ref", commit).build());
      if (answer.status() == NOT_FOUND) {
        return Optional.<String>empty();
      }
      var file = GitHub.json(good(answer));
      return Optional.of(
          decoded(file.path("size").asLong() > 0 && content(file).isEmpty() ? blob(file) : file));
    });
  }

  @Override
  public Map<String, String> list(String folder) {
    return ask(() -> {
      var tree = commit;
      for (var name : folder.split("/", -1)) {
        var inner = find(tree(tree, false), name);
        if (inner.isEmpty()) {
          return Map.<String, String>of();
        }
        tree = inner.get();
      }
      return files(folder, tree(tree, true));
    });
  }

  private static Map<String, String> files(String folder, JsonNode tree) {
    var files = new LinkedHashMap<String, String>();
    for (var entry : tree.path("tree")) {
      if (entry.path("type").asString("").equals("blob")) {
        files.put(folder + "/" + entry.path("path").asString(""), entry.path("sha").asString(""));
      }
    }
    return files;
  }

  private static Optional<String> find(JsonNode tree, String name) {
    for (var entry : tree.path("tree")) {
      if (entry.path("path").asString("").equals(name)
          && entry.path("type").asString("").equals("tree")) {
        return Optional.of(entry.path("sha").asString(""));
      }
    }
    return Optional.empty();
  }

  private JsonNode tree(String hash, boolean recursive) throws IOException {
    var url = github.at("repos/" + repository + "/git/trees").newBuilder().addPathSegment(hash);
    if (recursive) {
      url.addQueryParameter("recursive", "1");
    }
    var tree = GitHub.json(good(github.get(url.build())));
    if (tree.path("truncated").asBoolean(false)) {
      throw new IOException("the folder has more files than GitHub lists at once");
    }
    return tree;
  }

  /** Files above a megabyte come without their content. */
  private JsonNode blob(JsonNode file) throws IOException {
    var hash = file.path("sha").asString("");
    return GitHub.json(good(github.get(github.at("repos/" + repository + "/git/blobs/" + hash))));
  }

  private static String decoded(JsonNode file) {
    return new String(Base64.getMimeDecoder().decode(content(file)), UTF_8);
  }

  private static String content(JsonNode file) {
    return file.path("content").asString("");
  }

  private Answer good(Answer answer) throws IOException {
    if (!answer.isGood()) {
      throw new IOException("GitHub answered " + answer.status());
    }
    return answer;
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  private <T> T ask(Question<T> question) {
    if (token.isEmpty()) {
      throw unreadable("there is no token; the input `github-token` is empty", null);
    }
    try {
      return question.ask();
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  private OutsideFailed unreadable(String why, @org.jspecify.annotations.Nullable Exception cause) {
    return new OutsideFailed(
        "base-unreadable",
        "The base branch of the pull request could not be read from GitHub: " + why + ".",
        "Nothing was changed. Give the job `permissions: contents: read`, which a pull request from"
            + " a fork has, too, and leave `github-token` at its default.",
        cause);
  }
}
