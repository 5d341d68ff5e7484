package dev.lockgate.testkit.actions;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.Docker;
import dev.lockgate.testkit.PostgresServer;
import dev.lockgate.testkit.PostgresService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A job of a workflow: a workspace, and a network as soon as it has a service. Its steps run one
 * after the other; closing it removes everything.
 *
 * <pre>{@code
 * try (var job = Job.start()) {
 *   var db = job.service("db", Major.V17);
 *   var result = job.step("backup").with("database-url", db.url(db.freshDatabase())).run();
 * }
 * }</pre>
 */
public final class Job implements AutoCloseable {
  private static final String LABEL = "dev.lockgate.testkit.jvm";

  private final String id = UUID.randomUUID().toString().replace("-", "");
  private final Workspace workspace = new Workspace();
  private final List<PostgresService> services = new ArrayList<>();
  private Optional<String> network = Optional.empty();

  private Job() {}

  /** Sets a job up; where no engine answers the calling test is left out. */
  public static Job start() {
    Docker.required();
    removeOrphans();
    return new Job();
  }

  /** The checked-out repository and its owner. */
  public Workspace workspace() {
    return workspace;
  }

  /** A PostgreSQL as a service of this job; its URLs name the service. */
  public PostgresServer service(String name, Major major) {
    var service = PostgresService.start(major, name, joinNetwork(), labels());
    services.add(service);
    return service.server();
  }

  /** A step of this repository, by name, in the image that the build made. */
  public StepRun step(String step) {
    return step(ActionYaml.ofStep(step), Images.ofStep(step));
  }

  /** Any action in any image. */
  public StepRun step(ActionYaml action, String image) {
    return new StepRun(this, action, image);
  }

  /** The address under which a step reaches a server of this machine; the job gets a network. */
  public String hostAddress() {
    var inspected = Docker.client().inspectNetworkCmd().withNetworkId(joinNetwork()).exec();
    return inspected.getIpam().getConfig().getFirst().getGateway();
  }

  Optional<String> network() {
    return network;
  }

  String id() {
    return id;
  }

  /** Marks what belongs to this JVM, so that a later one can tell what was left behind. */
  Map<String, String> labels() {
    return Map.of(LABEL, Long.toString(ProcessHandle.current().pid()), "dev.lockgate.job", id);
  }

  /** Containers of this job's steps that still exist. */
  public List<String> containers() {
    return Docker.client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of("dev.lockgate.job", id, "dev.lockgate.step", "true"))
        .exec()
        .stream()
        .map(container -> container.getId())
        .toList();
  }

  @Override
  public void close() {
    services.forEach(PostgresService::close);
    network.ifPresent(name -> Docker.client().removeNetworkCmd(name).exec());
    workspace.delete();
  }

  private String joinNetwork() {
    if (network.isEmpty()) {
      var name = "github_network_" + id;
      Docker.client().createNetworkCmd().withName(name).withLabels(labels()).exec();
      network = Optional.of(name);
    }
    return network.get();
  }

  private static void removeOrphans() {
    var client = Docker.client();
    for (var container :
        client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).exec()) {
      if (isOrphan(container.getLabels())) {
        try {
          client.removeContainerCmd(container.getId()).withForce(true).exec();
        } catch (NotFoundException _) {
          // another JVM was quicker
        }
      }
    }
    for (var network : client.listNetworksCmd().exec()) {
      if (network.getLabels() != null
          && network.getLabels().containsKey(LABEL)
          && isOrphan(network.getLabels())) {
        client.removeNetworkCmd(network.getId()).exec();
      }
    }
  }

  private static boolean isOrphan(Map<String, String> labels) {
    return ProcessHandle.of(Long.parseLong(labels.get(LABEL))).isEmpty();
  }
}
