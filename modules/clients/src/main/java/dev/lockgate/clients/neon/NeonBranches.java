package dev.lockgate.clients.neon;

import dev.lockgate.clients.http.Http;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.provider.ProviderSnapshot;
import dev.lockgate.core.provider.ProviderSnapshots;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Branches of the branch that a host belongs to, without a compute: snapshots, as Neon has them.
 */
public final class NeonBranches implements ProviderSnapshots {
  /** Branches take room and plans count them: after that time Neon removes ours. */
  static final Duration KEPT = Duration.ofDays(7);

  private static final String PREFIX = "lockgate-";
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int LOOKS = 9; // with a pause that doubles: about four minutes
  private static final Set<String> UNDER_WAY = Set.of("scheduling", "running", "cancelling");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final NeonApi api;
  private final String host;
  private final Clock clock;

  /**
   * The branches of a project.
   *
   * @param host of the database's address, by which its branch is found
   * @param environment the process's variables
   */
  public NeonBranches(
      Secret key, String project, String host, Map<String, String> environment, Clock clock) {
    this(key, project, host, environment, clock, PAUSE);
  }

  NeonBranches(
      Secret key,
      String project,
      String host,
      Map<String, String> environment,
      Clock clock,
      Duration pause) {
    this.api = new NeonApi(key, project, environment, new Http(environment), pause);
    this.host = host;
    this.clock = clock;
  }

  @Override
  public String provider() {
    return "Neon";
  }

  @Override
  public ProviderSnapshot take(String why) {
    var name = PREFIX + why + "-" + NAME.format(clock.instant());
    var body = JsonMapper.shared().createObjectNode();
    var until = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(KEPT);
    body.putObject("branch")
        .put("name", name)
        .put("parent_id", branch())
        .put("expires_at", until.toString());
    return done("branches", body, name);
  }

  /** Asks, waits for the end of it, and finds out what a lost answer meant by the unique name. */
  private ProviderSnapshot done(String path, ObjectNode body, String name) {
    try {
      var answer = api.post(path, body);
      await(answer.path("operations"));
    } catch (IOException e) {
      if (named(name).isEmpty()) {
        throw NeonApi.failed("there was no answer: " + e.getMessage(), e);
      }
    }
    return named(name)
        .orElseThrow(() -> NeonApi.failed("no branch is called " + name + " afterwards", null));
  }

  private void await(JsonNode operations) {
    for (var operation : operations) {
      var id = operation.path("id").asString("");
      var status = operation.path("status").asString("");
      for (int look = 1; !ended(status); look++) {
        if (look > LOOKS) {
          throw NeonApi.failed("an operation is " + status + " for minutes", null);
        }
        api.pauseAfter(look);
        status = api.get("operations/" + id).path("operation").path("status").asString("");
      }
    }
  }

  /** One that failed is tried again by Neon itself. */
  private static boolean ended(String status) {
    if (status.equals("cancelled")) {
      throw NeonApi.failed("the operation was cancelled", null);
    }
    return status.equals("finished") || status.equals("skipped");
  }

  @Override
  public List<ProviderSnapshot> list() {
    return all().stream()
        .filter(one -> one.name().startsWith(PREFIX))
        .sorted(Comparator.comparing(ProviderSnapshot::at).reversed())
        .toList();
  }

  private Optional<ProviderSnapshot> named(String name) {
    return all().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private List<ProviderSnapshot> all() {
    var all = new ArrayList<ProviderSnapshot>();
    var cursor = "";
    do {
      var page = cursor.isEmpty() ? api.get("branches") : api.get("branches", "cursor", cursor);
      page.path("branches").forEach(branch -> all.add(snapshot(branch)));
      cursor = page.path("branches").isEmpty() ? "" : page.at("/pagination/next").asString("");
    } while (!cursor.isEmpty());
    return all;
  }

  private static ProviderSnapshot snapshot(JsonNode branch) {
    return new ProviderSnapshot(
        branch.path("id").asString(""),
        branch.path("name").asString(""),
        Instant.parse(branch.path("created_at").asString("1970-01-01T00:00:00Z")));
  }

  @Override
  public ProviderSnapshot restore(String id) {
    return restore(JsonMapper.shared().createObjectNode().put("source_branch_id", id));
  }

  @Override
  public ProviderSnapshot restoreTo(Instant time) {
    return restore(
        JsonMapper.shared()
            .createObjectNode()
            .put("source_branch_id", branch())
            .put("source_timestamp", time.toString()));
  }

  /** From the moment on when it was asked, a failure cannot say that nothing was changed. */
  private ProviderSnapshot restore(ObjectNode body) {
    var name = ProviderSnapshot.REPLACED + NAME.format(clock.instant());
    var path = "branches/" + branch() + "/restore";
    var lost = "";
    JsonNode operations = JsonMapper.shared().createArrayNode();
    try {
      operations = api.post(path, body.put("preserve_under_name", name)).path("operations");
    } catch (IOException e) {
      lost = String.valueOf(e.getMessage());
    }
    try {
      await(lost.isEmpty() ? operations : underWay());
      return named(name).orElseThrow(() -> NeonApi.failed("there is no branch " + name, null));
    } catch (StepFailure e) {
      throw unsettled(name, lost, e);
    }
  }

  private JsonNode underWay() {
    var all = JsonMapper.shared().createArrayNode();
    for (var operation : api.get("operations").path("operations")) {
      if (UNDER_WAY.contains(operation.path("status").asString(""))) {
        all.add(operation);
      }
    }
    return all;
  }

  private static StepFailure unsettled(String name, String lost, StepFailure cause) {
    return new OutsideFailed(
        "provider-restore-unsettled",
        "Neon was asked to put the branch back and how that ended could not be seen"
            + (lost.isEmpty() ? "" : "; its answer was lost: " + lost)
            + ". "
            + cause.getMessage(),
        "The server is wholly as it was or wholly put back. Look at the branches in Neon's console:"
            + " when there is one called `"
            + name
            + "`, it was put back, and that one holds what was there before.",
        cause);
  }

  /** The branch behind the host; a pooler's name differs by its ending. */
  private String branch() {
    var direct = host.replaceFirst("^([^.]+)-pooler\\.", "$1.");
    for (var endpoint : api.get("endpoints").path("endpoints")) {
      if (endpoint.path("host").asString("").equalsIgnoreCase(direct)) {
        return endpoint.path("branch_id").asString("");
      }
    }
    throw NeonApi.failed("no compute of the project has the host of `database-url`", null);
  }
}
