package dev.lockgate.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What Jib builds on: a tarball in the layout of {@code docker save}, made without Docker. The
 * steadiest layer comes first: operating system and client programs, Java runtime, servers.
 */
final class BaseTarball {
  private static final String SERVERS = "opt/lockgate/servers";
  private static final String RUNTIME = "opt/lockgate/jre";

  private static final List<String> TEMPORARY = List.of("tmp", "var/tmp");

  private final Path target;

  private BaseTarball(Path target) {
    this.target = target;
  }

  /** One layer: its archive, not compressed, and the digest of that. */
  private record Layer(String name, Path archive, String digest) {}

  /** What fills a layer. */
  private interface Content {
    void addTo(Tar tar) throws IOException;
  }

  /**
   * Takes the module's build folder with {@code rootfs} and {@code jre}; writes {@code base.tar}.
   */
  static void main(String[] arguments) throws IOException {
    new BaseTarball(Path.of(arguments[0])).bringUpToDate();
  }

  private void bringUpToDate() throws IOException {
    var key =
        Digest.ofAll(
            List.of(
                Files.readString(target.resolve("rootfs.key")),
                Files.readString(target.resolve("jre.key")),
                Digest.ofCode(BaseTarball.class, Tar.class)));
    var stamp = target.resolve("base.key");
    if (Files.exists(stamp) && Files.readString(stamp).equals(key)) {
      return;
    }
    Files.deleteIfExists(stamp);
    write(target.resolve("base.tar"));
    Files.writeString(stamp, key);
    IO.println("[image] base tarball written: " + target.resolve("base.tar"));
  }

  private void write(Path tarball) throws IOException {
    var rootfs = target.resolve("rootfs");
    var layers = new ArrayList<Layer>();
    layers.add(layer("os", tar -> addSystem(tar, rootfs)));
    layers.add(layer("jre", tar -> addBelow(tar, RUNTIME, target.resolve("jre"))));
    layers.add(layer("servers", tar -> addBelow(tar, SERVERS, rootfs.resolve(SERVERS))));
    var config = config(layers).getBytes(StandardCharsets.UTF_8);
    try (var tar = new Tar(new BufferedOutputStream(Files.newOutputStream(tarball), 1 << 16))) {
      tar.addFile(Digest.of(config) + ".json", config);
      for (var layer : layers) {
        tar.addFile(layer.digest() + "/layer.tar", layer.archive());
      }
      tar.addFile(
          "manifest.json", manifest(Digest.of(config), layers).getBytes(StandardCharsets.UTF_8));
    }
    for (var layer : layers) {
      Files.delete(layer.archive());
    }
  }

  private static void addSystem(Tar tar, Path rootfs) throws IOException {
    tar.addTree(rootfs, "", name -> !name.startsWith(SERVERS) && !TEMPORARY.contains(name));
    for (var folder : TEMPORARY) {
      tar.addFolder(folder, 01777);
    }
  }

  private static void addBelow(Tar tar, String folder, Path content) throws IOException {
    tar.addFolder(folder, 0755);
    tar.addTree(content, folder + "/", _ -> true);
  }

  private Layer layer(String name, Content content) throws IOException {
    var archive = target.resolve(name + ".tar");
    try (var tar = new Tar(new BufferedOutputStream(Files.newOutputStream(archive), 1 << 16))) {
      content.addTo(tar);
    }
    return new Layer(name, archive, Digest.of(archive));
  }

  private static String config(List<Layer> layers) {
    return """
    {"architecture":"amd64","os":"linux","created":"1970-01-01T00:00:00Z",\
    "config":{"Env":["PATH=/usr/bin","LANG=C.UTF-8"]},\
    "rootfs":{"type":"layers","diff_ids":[%s]},"history":[%s]}\
    """
        .formatted(
            layers.stream()
                .map(layer -> "\"sha256:" + layer.digest() + "\"")
                .collect(Collectors.joining(",")),
            layers.stream()
                .map(layer -> "{\"created_by\":\"lockgate " + layer.name() + "\"}")
                .collect(Collectors.joining(",")));
  }

  private static String manifest(String config, List<Layer> layers) {
    return "[{\"Config\":\"%s.json\",\"RepoTags\":[\"lockgate/base:build\"],\"Layers\":[%s]}]"
        .formatted(
            config,
            layers.stream()
                .map(layer -> "\"" + layer.digest() + "/layer.tar\"")
                .collect(Collectors.joining(",")));
  }
}
