package dev.lockgate.testkit;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Volume;
import dev.lockgate.core.database.Major;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A PostgreSQL in a container on a network, like {@code services: db:} of a workflow: containers
 * reach it by its name and port 5432 only, this JVM by a published port.
 */
public final class PostgresService implements AutoCloseable {
  private static final ExposedPort PORT = ExposedPort.tcp(5432);

  private final String container;
  private final DataFolder folder;
  private final PostgresServer server;

  private PostgresService(String container, DataFolder folder, PostgresServer server) {
    this.container = container;
    this.folder = folder;
    this.server = server;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param name the key under {@code services:}
   * @param network an existing network
   * @param labels of the container
   */
  public static PostgresService start(
      Major major, String name, String network, Map<String, String> labels) {
    var folder = DataFolder.create(major);
    var container = create(folder, name, network, labels);
    Docker.client().startContainerCmd(container).exec();
    var server =
        new PostgresServer(
            publishedPort(container),
            name + ":" + 5432,
            folder,
            () -> isRunning(container),
            () -> "see docker logs " + container);
    server.awaitReady();
    return new PostgresService(container, folder, server);
  }

  /** The server; its URLs name the service. */
  public PostgresServer server() {
    return server;
  }

  @Override
  public void close() {
    try {
      Docker.client().removeContainerCmd(container).withForce(true).exec();
    } catch (NotFoundException | ConflictException _) {
      // gone, or going
    }
    folder.delete();
  }

  private static String create(
      DataFolder folder, String name, String network, Map<String, String> labels) {
    var program = folder.programs().resolve("bin").resolve("postgres");
    var command = new ArrayList<>(List.of("-D", "/data", "-h", "*", "-p", "5432", "-k", "/socket"));
    ServerProcess.SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    command.addAll(List.of("-c", "dynamic_shared_memory_type=mmap"));
    return Docker.client()
        .createContainerCmd(HostImage.librariesOf(program, folder.programs()))
        .withEntrypoint("/postgres/bin/postgres")
        .withCmd(command)
        .withUser(folder.uid() + ":" + folder.uid())
        .withLabels(labels)
        .withExposedPorts(PORT)
        .withAliases(name)
        .withHostConfig(
            HostConfig.newHostConfig()
                .withNetworkMode(network)
                .withBinds(
                    bind(folder.programs(), "/postgres"),
                    bind(folder.data(), "/data"),
                    bind(folder.socket(), "/socket"))
                .withPortBindings(PortBinding.parse("127.0.0.1::5432")))
        .exec()
        .getId();
  }

  private static Bind bind(Path host, String inContainer) {
    return new Bind(host.toString(), new Volume(inContainer));
  }

  private static int publishedPort(String container) {
    var bindings =
        Docker.client()
            .inspectContainerCmd(container)
            .exec()
            .getNetworkSettings()
            .getPorts()
            .getBindings()
            .get(PORT);
    return Integer.parseInt(Objects.requireNonNull(bindings)[0].getHostPortSpec());
  }

  private static boolean isRunning(String container) {
    var state = Docker.client().inspectContainerCmd(container).exec().getState();
    return Boolean.TRUE.equals(state.getRunning());
  }
}
